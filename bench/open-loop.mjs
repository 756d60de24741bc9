import { Buffer } from 'node:buffer';
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @typedef {object} Outcome What came of one request.
 * @property {number} status 0 where the connection broke
 * @property {number} ms from the moment when it was due, however late it was sent
 * @property {number} at when it was due @property {number} sent when it was sent
 * @property {string} text @property {string | undefined} retryAfter
 */

/** Requests on connections that are kept; as many at a time as there are. */
export class Client {
  #agent = new Agent({ keepAlive: true, maxSockets: Infinity, scheduling: 'fifo' });

  /** @param {string} url */
  constructor(url) {
    this.url = url;
  }

  /** @param {Buffer} body @param {number} [due] @returns {Promise<Outcome>} */
  ask(body, due = performance.now()) {
    const began = performance.now();
    return new Promise((resolve) => {
      const end = (
        /** @type {number} */ status,
        /** @type {string} */ text,
        /** @type {string} */ retryAfter,
      ) => resolve({ status, text, retryAfter, at: due, sent: began, ms: performance.now() - due });
      const headers = { 'content-type': 'application/json', 'content-length': body.length };
      const sent = request(this.url, { method: 'POST', agent: this.#agent, headers }, (answer) => {
        /** @type {Buffer[]} */
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('error', () => end(0, '', ''));
        answer.on('end', () =>
          end(
            answer.statusCode ?? 0,
            Buffer.concat(chunks).toString(),
            answer.headers['retry-after'] ?? '',
          ),
        );
      });
      sent.on('error', ({ message }) => end(0, message, ''));
      sent.end(body);
    });
  }

  close() {
    this.#agent.destroy();
  }
}

/**
 * Sends requests when they are due, whether or not those before have been answered: at random
 * moments, so many a second on average.
 *
 * @param {number} perSecond @param {number} seconds
 * @param {(due: number, i: number) => Promise<Outcome>} ask
 * @param {() => number} random
 * @returns {Promise<Promise<Outcome>[]>} when all have been sent
 */
export async function openLoop(perSecond, seconds, ask, random) {
  const outcomes = [];
  const began = performance.now();
  let due = began;
  for (let i = 0; ; i++) {
    // A Poisson process: as independent clients come.
    due += (-Math.log(1 - random()) * 1000) / perSecond;
    if (due > began + seconds * 1000) break;
    const wait = due - performance.now();
    if (wait > 1) await sleep(wait);
    outcomes.push(ask(due, i));
  }
  return outcomes;
}

/**
 * Sends the next request on each of a few connections when the last one has been answered.
 *
 * @param {number} connections @param {number} seconds @param {(i: number) => Promise<Outcome>} ask
 * @returns {Promise<Outcome[]>}
 */
export async function closedLoop(connections, seconds, ask) {
  /** @type {Outcome[]} */
  const outcomes = [];
  const ends = performance.now() + seconds * 1000;
  let next = 0;
  const one = async () => {
    while (performance.now() < ends) outcomes.push(await ask(next++));
  };
  await Promise.all(Array.from({ length: connections }, one));
  return outcomes;
}
