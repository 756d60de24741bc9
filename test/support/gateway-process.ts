import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectFile } from './wines';

/** The built gateway as a process of its own, once it is ready. */
export interface GatewayProcess {
  readonly url: string;
  /** Its log so far, a record a line. */
  readonly logged: () => Record<string, unknown>[];
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Ends it with SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
}

/** Starts `node dist/main.js` on a free port with nothing but this in its environment. */
export async function startGatewayProcess(
  environment: NodeJS.ProcessEnv = {},
  before: readonly string[] = [],
  cwd = projectFile(),
): Promise<GatewayProcess> {
  const child = spawn(process.execPath, [...before, projectFile('dist', 'main.js')], {
    cwd,
    env: { PATH: process.env['PATH'], PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  // Closed: everything that it wrote has come.
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const [, ready] = /"url":"(http:[^"]+)\/graphql"/.exec(output) ?? [];
      if (ready !== undefined) resolve(ready);
    });
    child.on('exit', () => {
      reject(new Error(`ended before it was ready:\n${output}`));
    });
  });
  return {
    url,
    logged: () =>
      output
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    post: (path, body, headers = {}) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
