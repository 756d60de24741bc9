import { spawn, type ChildProcess } from 'node:child_process';
import { projectFile } from './wines';

/** What a command did. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

/** Starts the built `provador` as a process of its own, with nothing but this in its environment. */
export function startProvador(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Running {
  const child = spawn(process.execPath, [projectFile('dist', 'cli', 'provador.js'), ...args], {
    cwd: projectFile(),
    env: { PATH: process.env['PATH'], ...environment },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
  const finished = new Promise<Finished>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
  return { child, finished };
}

/** Runs it to its end; `input` is its standard input. */
export function provador(
  args: readonly string[],
  { input = '', ...environment }: NodeJS.ProcessEnv & { readonly input?: string } = {},
): Promise<Finished> {
  const { child, finished } = startProvador(args, environment);
  // It may end before it has read all of it.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  return finished;
}
