import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { installOnce } from './example';

const run = promisify(execFile);
const hasPython = spawnSync('python3.11', ['-c', 'import ensurepip']).status === 0;

/**
 * Makes a folder's virtual environment, unless these very packages are in it already.
 *
 * @param requirements files of that folder.
 * @returns where its commands are.
 */
export async function installPython(folder: string, requirements: string[]): Promise<string> {
  const bin = path.join(folder, '.venv', 'bin');
  await installOnce(folder, '.venv', requirements, async () => {
    await run('python3.11', ['-m', 'venv', '.venv'], { cwd: folder });
    const files = requirements.flatMap((file) => ['--requirement', file]);
    const options = ['--quiet', '--disable-pip-version-check', '--no-compile'];
    await run(path.join(bin, 'pip'), ['install', ...options, ...files], { cwd: folder });
  });
  return bin;
}

/** `describe` where Python is; where it is not, a skipped test that says so. */
export function describeWithPython(subject: string, body: () => void): void {
  if (hasPython) describe(subject, body);
  else it.skip(`${subject} [skipped: python3.11 with ensurepip is not here]`, () => undefined);
}
