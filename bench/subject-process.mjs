import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { clearTimeout as clearTimer, setTimeout as setTimer } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from './http-client.mjs';
import { processTree } from './process-facts.mjs';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;
const POLL_MS = 5;

/** What a subject gets from the environment besides its own: no NODE_OPTIONS, no settings of Provador's. */
const INHERITED = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'BENCH_GATEWAY'];

/** What runs now: none may outlive a run that is broken off. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** A subject that runs. */
export class SubjectProcess {
  /**
   * @param {import('./subjects.mjs').Subject} subject @param {string} url
   * @param {import('node:child_process').ChildProcess} child @param {number} startMs
   */
  constructor(subject, url, child, startMs) {
    this.subject = subject;
    this.url = url;
    this.child = child;
    /** Milliseconds from its start to its first answer. */
    this.startMs = startMs;
    this.pid = /** @type {number} */ (child.pid);
    this.tree = processTree(this.pid);
  }

  /** Ends it, the hard way when it does not listen. */
  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const hard = setTimer(() => this.child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimer(hard);
  }
}

/**
 * Starts a subject on a free port of 127.0.0.1 and waits until it is ready. Its log goes nowhere, or
 * into an open file.
 *
 * @param {import('./subjects.mjs').Subject} subject
 * @param {{ env?: Record<string, string>, execArgv?: string[], log?: number }} [options]
 */
export async function startSubject(subject, { env = {}, execArgv = [], log } = {}) {
  const port = await freePort();
  const command = subject.command(port);
  const inherited = INHERITED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const started = performance.now();
  const child = spawn(command.file, [...execArgv, ...command.args], {
    env: {
      ...Object.fromEntries(inherited),
      // ONNX Runtime's, which Provador turns off by itself: all work under the same conditions.
      ORT_DISABLE_TELEMETRY: '1',
      ...command.env,
      ...env,
    },
    stdio: ['ignore', log ?? 'ignore', 'pipe'],
  });
  running.add(child);
  child.on('exit', () => running.delete(child));
  let complaint = '';
  child.stderr.on('data', (chunk) => (complaint = (complaint + chunk).slice(-2000)));
  const url = `http://127.0.0.1:${port}`;
  try {
    await ready(child, url + subject.readyPath);
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`${subject.name} did not start: ${error.message}\n${complaint}`, {
      cause: error,
    });
  }
  return new SubjectProcess(subject, url, child, performance.now() - started);
}

/** @param {import('node:child_process').ChildProcess} child @param {string} url */
async function ready(child, url) {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    const status = await send(url, { method: 'GET' }).then(
      (answer) => answer.status,
      () => 503,
    );
    if (status < 500) return;
    await sleep(POLL_MS);
  }
  throw new Error(`it was not ready within ${START_TIMEOUT_MS / 1000} s`);
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}
