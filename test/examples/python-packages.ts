import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectFile } from '../support/wines';
import { installOnce } from './example';

const run = promisify(execFile);
const FOLDER = projectFile('examples', 'python');
const REQUIREMENTS = [
  'requirements.txt',
  'requirements-dev.txt',
  projectFile('test', 'examples', 'requirements.txt'),
];
const hasPython = spawnSync('python3.11', ['-c', 'import ensurepip']).status === 0;

/** The virtual environment of the Python example and of HTTPie, once `installPython` has made it. */
export const VENV = path.join(FOLDER, '.venv');

/** Makes the virtual environment, unless these very packages are in it already. */
export async function installPython(): Promise<void> {
  await installOnce(FOLDER, '.venv', REQUIREMENTS, async () => {
    await run('python3.11', ['-m', 'venv', VENV]);
    const files = REQUIREMENTS.flatMap((file) => ['--requirement', file]);
    const options = ['--quiet', '--disable-pip-version-check', '--no-compile'];
    await run(path.join(VENV, 'bin', 'pip'), ['install', ...options, ...files], { cwd: FOLDER });
  });
}

/** `describe` where Python is; where it is not, a skipped test that says so. */
export function describeWithPython(subject: string, body: () => void): void {
  if (hasPython) describe(subject, body);
  else it.skip(`${subject} [skipped: python3.11 with ensurepip is not here]`, () => undefined);
}
