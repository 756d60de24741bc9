import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { provador, startProvador } from '../support/command-line';
import { uciHeader, uciTable } from '../support/tables';
import { TemporaryFolder } from '../support/temporary';
import { projectFile } from '../support/wines';

const run = promisify(execFile);

describe('a run that does not end by itself', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder();
  });
  afterEach(() => {
    folder.remove();
  });
  const file = (name: string): string => path.join(folder.path, name);

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('leaves no half file when it is ended by %s', async (signal, exitCode) => {
    folder.write('graded.csv', 'what was there before\n');
    const { child, finished } = startProvador(['score', '-o', file('graded.csv')]);
    child.stdin?.on('error', () => undefined);
    // Enough that some of it is written, and its end never comes.
    child.stdin?.write(uciTable(60_000));
    await partOf(folder.path);
    child.kill(signal);
    const { code, stderr } = await finished;
    expect([code, stderr]).toEqual([exitCode, '']);
    expect(readdirSync(folder.path)).toEqual(['graded.csv']);
    expect(readFileSync(file('graded.csv'), 'utf8')).toBe('what was there before\n');
  });

  it('leaves no file when it cannot be graded', async () => {
    const { code } = await provador(['score', '-o', file('graded.csv'), '--version', '9'], {
      input: uciTable(10),
    });
    expect(code).toBe(1);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('is told of once, also where its source ends only after that', async () => {
    await run('mkfifo', [file('wines.csv')]);
    const { child, finished } = startProvador(['score', file('wines.csv'), '--version', '9']);
    const source = createWriteStream(file('wines.csv'));
    source.write(uciTable(1));
    // The command waits for more, and tells what is wrong when its reading thread has ended.
    if (child.stderr) await once(child.stderr, 'data');
    source.end();
    expect(await finished).toEqual({
      code: 1,
      stdout: '',
      stderr: 'provador: Expected a model version among 1, 2, stable, but "9" came.\n',
    });
  });

  it('replaces what was there when it is whole', async () => {
    folder.write('graded.csv', 'old');
    const { code } = await provador(['score', '-o', file('graded.csv'), '--fields', 'quality'], {
      input: uciTable(1),
    });
    expect(code).toBe(0);
    expect(readFileSync(file('graded.csv'), 'utf8')).toMatch(/^quality\n\d\n$/);
  });

  it('is quiet when whoever reads it has enough', async () => {
    const { child, finished } = startProvador(['score', '--version', '1']);
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(uciTable(100_000));
    if (child.stdout) await once(child.stdout, 'data');
    child.stdout?.destroy();
    const { code, stderr } = await finished;
    expect([code, stderr]).toEqual([0, '']);
  });

  it('shows no bar and no colours in a pipe', async () => {
    const { stdout, stderr } = await provador(['score'], { input: uciTable(30), FORCE_COLOR: '1' });
    // eslint-disable-next-line no-control-regex
    expect(stdout + stderr).not.toMatch(/\u001b/);
    expect(stderr).toBe('');
  });

  it('can write to what is no file', async () => {
    // Through a pipe of the shell, which has a name.
    const command = `"${process.execPath}" dist/cli/provador.js score -o /dev/stdout --fields quality | cat`;
    const written = run('sh', ['-c', command], { cwd: projectFile() });
    written.child.stdin?.end(uciHeader);
    expect((await written).stdout).toBe('quality\n');
  });
});

/** Resolves when something is being written in a folder. */
async function partOf(folder: string): Promise<void> {
  for (;;) {
    if (readdirSync(folder).some((name) => name.endsWith('.part'))) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
