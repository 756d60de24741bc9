import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const GENERATOR = fileURLToPath(new URL('./load.mjs', import.meta.url));

/**
 * @typedef {object} LoadOptions
 * @property {import('./requests.mjs').Shape} shape @property {number} connections
 * @property {Record<string, string>} [headers] besides the content's type
 * @property {number} warmUpSeconds @property {number} seconds @property {number} [minAnswers]
 */

/**
 * Puts a subject under load from a process of its own.
 *
 * @param {import('./subject-process.mjs').SubjectProcess} server
 * @param {LoadOptions} options
 * @returns {Promise<import('./load.mjs').LoadResult>}
 */
export function measureLoad({ subject: { name, protocol }, url, tree }, options) {
  const order = { minAnswers: 8, url, pids: tree, protocol, ...options };
  return new Promise((resolve, reject) => {
    const generator = fork(GENERATOR, [JSON.stringify(order)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    /** @type {import('./load.mjs').LoadResult | undefined} */
    let result;
    generator.on('message', (message) => {
      result = /** @type {import('./load.mjs').LoadResult} */ (message);
    });
    generator.on('error', reject);
    generator.on('exit', (code) => {
      if (!result) reject(new Error(`the load generator ended with ${code} on ${name}`));
      else if (result.failures > 0) {
        reject(
          new Error(`${result.failures} of ${result.answers} answers of ${name} were failures`),
        );
      } else resolve(result);
    });
  });
}
