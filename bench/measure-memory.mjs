import { send } from './http-client.mjs';
import { peakMemory, resetPeakMemory } from './process-facts.mjs';
import { pathOf, rotatedBodies } from './requests.mjs';
import { startSubject } from './subject-process.mjs';

const WINES = 10_000;
const VOLLEYS = 5;

/**
 * Sends four requests of 10,000 wines at once to a fresh process, five times.
 *
 * @param {import('./subjects.mjs').Subject} subject
 * @param {string} version
 */
export async function measureMemory(subject, version) {
  const shape = { version, wines: WINES, selection: /** @type {const} */ ('plain') };
  const bodies = rotatedBodies(subject.protocol, shape);
  const server = await startSubject(subject);
  try {
    const url = server.url + pathOf(subject.protocol, shape);
    resetPeakMemory(server.tree);
    const idleBytes = peakMemory(server.tree);
    const peaks = [];
    for (let volley = 0; volley < VOLLEYS; volley++) {
      const answers = await Promise.all(bodies.map((body) => send(url, { body })));
      const wrong = answers.find(({ status }) => status !== 200);
      if (wrong) throw new Error(`it answered ${wrong.status}: ${wrong.text.slice(0, 300)}`);
      peaks.push(peakMemory(server.tree));
    }
    // The first volley is what the requests need; by the last, the heap has found its size.
    return {
      version,
      concurrent: bodies.length,
      wines: WINES,
      idleBytes,
      firstBytes: peaks[0],
      peakBytes: peaks.at(-1),
    };
  } finally {
    await server.stop();
  }
}
