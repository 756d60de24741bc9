import { setTimeout as wait } from 'node:timers/promises';

const ENDPOINT = `${process.env.GATEWAY_URL ?? 'http://127.0.0.1:4000'}/graphql`;
const ATTEMPTS = 8;
/** What comes back on its own: a gateway that is busy, starts, or cannot be reached for a moment. */
const PASSES = new Set(['OVERLOADED', 'RATE_LIMITED', 'NOT_READY', 'UNREACHABLE']);

/** An operation that was not answered; `code` says why, `retryAfterMs` when to ask again. */
export class GatewayError extends Error {
  /** @param {string} message @param {{ code: string, retryAfterMs?: number }} details */
  constructor(message, { code, retryAfterMs }) {
    super(message);
    this.name = code;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Asks the gateway, and again for as long as what is wrong may pass.
 *
 * @param {string} query
 * @param {Record<string, unknown>} variables
 * @param {number} deadlineMs time for one try; past it the gateway drops the work
 * @returns {Promise<any>} the answer's `data`
 * @throws {GatewayError}
 */
export async function ask(query, variables, deadlineMs) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await askOnce(query, variables, deadlineMs);
    } catch (error) {
      if (!(error instanceof GatewayError && PASSES.has(error.code)) || attempt === ATTEMPTS) {
        throw error;
      }
      const waitMs = error.retryAfterMs ?? 100 * 2 ** attempt;
      console.error(`${error.code}: again in ${waitMs} ms or a little more`);
      // Never before the gateway's time, and not at the same time as everybody else.
      await wait(waitMs * (1 + Math.random() / 2));
    }
  }
}

/** @type {typeof ask} */
async function askOnce(query, variables, deadlineMs) {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-timeout-ms': String(deadlineMs) },
    body: JSON.stringify({ query, variables }),
    // For a gateway, or a network, that says nothing at all.
    signal: AbortSignal.timeout(deadlineMs + 5000),
  }).catch((error) => {
    throw new GatewayError(error.cause?.message ?? error.message, { code: 'UNREACHABLE' });
  });
  const { data, errors } = await response.json();
  if (errors) throw new GatewayError(errors[0].message, errors[0].extensions);
  return data;
}
