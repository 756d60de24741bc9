import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newApiKey } from '../support/credentials';
import { TemporaryFolder } from '../support/temporary';
import { VersionsCopy } from '../support/versions-copy';
import { FIRST_RECORD, FIRST_WINE, operation, projectFile } from '../support/wines';

const DIRECTLY = [process.execPath, projectFile('dist', 'main.js')];

/** The built gateway as its own process. */
class Process {
  output = '';
  readonly exitCode: Promise<number | null>;
  /** What it was ended by, where it did not end itself. */
  endedBy: NodeJS.Signals | null = null;
  private readonly child: ChildProcess;

  constructor(environment: NodeJS.ProcessEnv = {}, command = DIRECTLY) {
    const [program = '', ...args] = command;
    this.child = spawn(program, args, {
      cwd: projectFile(),
      env: { PATH: process.env['PATH'], PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.exitCode = new Promise((resolve) =>
      this.child.on('exit', (code, signal) => {
        this.endedBy = signal;
        resolve(code);
      }),
    );
  }

  /** Resolves with the address as soon as the log says that the gateway is ready. */
  async ready(): Promise<string> {
    const url = await this.logged(/"url":"(http:[^"]+)\/graphql"/);
    return url[1] ?? '';
  }

  /** Resolves when the output holds what is looked for. */
  logged(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(this.output);
        if (match) resolve(match);
      };
      look();
      this.child.stdout?.on('data', look);
      this.child.stderr?.on('data', look);
      this.child.on('exit', () => {
        reject(new Error(`ended without ${String(pattern)}:\n${this.output}`));
      });
    });
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }
}

function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

describe('node dist/main.js', () => {
  it('serves predictions and ends with 0 on SIGTERM', async () => {
    const gateway = new Process();
    const url = await gateway.ready();
    const response = await post(`${url}/graphql`, {
      query: operation('predict'),
      variables: { wine: FIRST_WINE },
    });
    expect(await response.json()).toMatchObject({ data: { predict: { quality: 5 } } });
    gateway.signal('SIGTERM');
    expect(await gateway.exitCode).toBe(0);
    expect(gateway.output).toContain('"msg":"stopped"');
  });

  it('is what gets the signal that npm start is sent', async () => {
    const npm = new Process({}, ['npm', 'start']);
    const url = await npm.ready();
    npm.signal('SIGTERM');
    await npm.exitCode;
    expect(npm.output).toContain('"msg":"stopped"');
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });

  it('answers what it has accepted before it ends, and accepts nothing new', async () => {
    const gateway = new Process({ MAX_RUN_ROWS: '50' });
    const url = await gateway.ready();
    const records = Array.from({ length: 10_000 }, () => FIRST_RECORD);
    const { hostname, port } = new URL(url);
    const body = JSON.stringify(records);

    // The head and most of the body are with the gateway when the signal comes, the rest follows.
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    const ended = new Promise((resolve) => socket.on('close', resolve));
    socket.write(
      `POST /predict HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    socket.write(body.slice(0, -10));
    await post(`${url}/predict`, FIRST_RECORD);
    gateway.signal('SIGINT');
    await gateway.logged(/"signal":"SIGINT"/);
    await expect(post(`${url}/predict`, FIRST_RECORD)).rejects.toThrow();
    socket.write(body.slice(-10));
    await ended;

    expect(await gateway.exitCode).toBe(0);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer.match(/"prediction":/g)).toHaveLength(10_000);
  });

  it('does not wait for ever: past the time for stopping it ends with 1', async () => {
    const gateway = new Process({ SHUTDOWN_MS: '200' });
    const url = await gateway.ready();
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(
      'POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    );
    await post(`${url}/predict`, FIRST_RECORD);
    gateway.signal('SIGTERM');
    expect(await gateway.exitCode).toBe(1);
    expect(gateway.output).toContain('"withinMs":200,"cutOff":{"requests":1,"rows":0}');
    socket.destroy();
  });

  it('still answers in the grace period, when it is not ready any more', async () => {
    const gateway = new Process({ SHUTDOWN_GRACE_MS: '3000' });
    const url = await gateway.ready();
    gateway.signal('SIGTERM');
    await gateway.logged(/"signal":"SIGTERM"/);
    const health = await fetch(`${url}/health/ready`);
    expect([health.status, await health.json()]).toEqual([503, { status: 'stopping' }]);
    const response = await post(`${url}/predict`, FIRST_RECORD);
    expect(response.status).toBe(200);
    expect(response.headers.get('connection')).toBe('close');
    expect(await gateway.exitCode).toBe(0);
  });

  it('takes a signal that comes twice in a moment, as from a terminal and from npm, for one', async () => {
    const gateway = new Process({ DEADLINE_MS: '60000', SHUTDOWN_MS: '60000' });
    const url = await gateway.ready();
    const answered = post(`${url}/graphql`, {
      query: `query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { predictions { explanation { baseline } } } }`,
      variables: { wines: Array.from({ length: 200 }, () => FIRST_WINE) },
    });
    await post(`${url}/predict`, FIRST_RECORD);
    // As long as a moment is on a machine that has other things to do.
    const end = performance.now() + 50;
    while (performance.now() < end) {
      gateway.signal('SIGINT');
      await new Promise(setImmediate);
    }
    expect(await gateway.exitCode).toBe(0);
    expect((await answered).status).toBe(200);
    expect(gateway.output).toContain('"signal":"SIGINT"');
    expect(gateway.output).toContain('"msg":"stopped"');
  });

  it('stops in good order when the signal comes while it starts, whatever it does then', async () => {
    const first = new Process();
    const [, startMs = ''] = await first.logged(/"startMs":(\d+)/);
    first.signal('SIGTERM');
    expect(await first.exitCode).toBe(0);
    for (const part of [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) {
      const gateway = new Process();
      await pause(part * Number(startMs));
      gateway.signal('SIGTERM');
      const exitCode = await gateway.exitCode;
      // Where it was so slow that it listens to no signals yet, the system ends it.
      if (gateway.endedBy !== 'SIGTERM') {
        expect(gateway.output).toMatch(/"msg":"stopping"}\n([^]*\n)?.*"msg":"stopped"}\n$/);
        expect(exitCode).toBe(0);
      }
    }
  });

  it('ends with 1 at a second signal, and says what was cut off', async () => {
    const gateway = new Process({ DEADLINE_MS: '60000', SHUTDOWN_MS: '60000' });
    const url = await gateway.ready();
    const explained = post(`${url}/graphql`, {
      query: `query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { predictions { explanation { baseline } } } }`,
      variables: { wines: Array.from({ length: 1500 }, () => FIRST_WINE) },
    });
    const lost = expect(explained).rejects.toThrow('fetch failed');
    // Answered behind the wines, so that those have been read.
    await post(`${url}/predict`, FIRST_RECORD);
    gateway.signal('SIGTERM');
    await gateway.logged(/"signal":"SIGTERM"/);
    gateway.signal('SIGINT');
    expect(await gateway.exitCode).toBe(1);
    await lost;
    expect(gateway.output).toContain(
      '"signal":"SIGINT","cutOff":{"requests":1,"rows":1500},"msg":"stopped before everything was answered"',
    );
  });

  it('goes by the keys of their file as it is on SIGHUP', async () => {
    const folder = new TemporaryFolder();
    const write = ({ entry }: ReturnType<typeof newApiKey>) =>
      folder.write('keys.json', { keys: [entry] });
    const [old, fresh] = [newApiKey('old'), newApiKey('fresh')];
    const gateway = new Process({ API_KEYS_FILE: write(old), WORKERS: '0' });
    const url = await gateway.ready();
    const statuses = () =>
      Promise.all(
        [old, fresh].map(async ({ key }) => {
          const headers = { 'x-api-key': key };
          return (await fetch(`${url}/schema.graphql`, { headers })).status;
        }),
      );
    expect(await statuses()).toEqual([200, 401]);
    write(fresh);
    gateway.signal('SIGHUP');
    await gateway.logged(/"msg":"keys read again"/);
    expect(await statuses()).toEqual([401, 200]);
    gateway.signal('SIGTERM');
    expect(await gateway.exitCode).toBe(0);
    folder.remove();
  });

  it('takes up what has changed in its folders on SIGHUP', async () => {
    const copy = new VersionsCopy();
    const gateway = new Process({ ...copy.environment, WORKERS: '1' });
    const url = await gateway.ready();
    copy.put('3', '1');
    gateway.signal('SIGHUP');
    await gateway.logged(/"version":"3".*"msg":"version ready"/);
    const response = await post(`${url}/graphql`, { query: '{ model { version } }' });
    expect(await response.json()).toMatchObject({ data: { model: { version: '3' } } });
    gateway.signal('SIGTERM');
    expect(await gateway.exitCode).toBe(0);
    copy.remove();
  });

  it('ends with 1 and names every setting at fault', async () => {
    const gateway = new Process({ PORT: 'http', SANDBOX: 'maybe' });
    expect(await gateway.exitCode).toBe(1);
    expect(gateway.output).toBe(
      [
        'PORT: expected a whole number from 0 to 65535, but "http" came',
        'SANDBOX: expected one of true, false, but "maybe" came',
        '',
      ].join('\n'),
    );
  });

  it('ends with 1 and names the file when a model is not what its manifest says', async () => {
    const models = mkdtempSync(path.join(tmpdir(), 'provador-'));
    cpSync(projectFile('models'), models, { recursive: true });
    const file = path.join(models, 'red-wine-quality', '1', 'model.onnx');
    truncateSync(file, 7);
    const gateway = new Process({ MODELS_DIR: models });
    expect(await gateway.exitCode).toBe(1);
    expect(gateway.output).toContain(`${file}: expected sha256 `);
    expect(gateway.output).not.toContain('    at ');
    rmSync(models, { recursive: true });
  });

  it('ends with 1 and names the file of keys when it is not as expected', async () => {
    const folder = new TemporaryFolder();
    const gateway = new Process({ API_KEYS_FILE: folder.write('keys.json', { keys: 'none' }) });
    expect(await gateway.exitCode).toBe(1);
    expect(gateway.output).toContain(`${folder.path}/keys.json`);
    expect(gateway.output).not.toContain('terminate');
    folder.remove();
  });

  it('ends with 1 when its port is taken', async () => {
    const first = new Process();
    const { port } = new URL(await first.ready());
    const second = new Process({ PORT: port });
    expect(await second.exitCode).toBe(1);
    expect(second.output).toContain('EADDRINUSE');
    first.signal('SIGTERM');
    await first.exitCode;
  });
});
