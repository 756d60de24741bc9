import { type FastifyRequest } from 'fastify';
import { GatewayError } from '../errors';
import { Caller, type Clock } from '../prediction/caller';
import { type Settings } from '../settings';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whoever waits for its answer, once somebody has asked. */
    caller: Caller | undefined;
  }
}

/** How long a client waits, in milliseconds, where that is less than the gateway's own deadline. */
const TIMEOUT_HEADER = 'x-request-timeout-ms';

/**
 * Tells who waits for a request's answer: the same for all that is done for it. The time runs from the
 * first question on, which is asked when the body has arrived.
 *
 * @throws GatewayError `BAD_USER_INPUT` for a header that names no time.
 */
export type CallerOf = (request: FastifyRequest) => Caller;

/** Makes callers with the deadline of the settings, or their own shorter one. */
export function createCallers(
  { DEADLINE_MS }: Pick<Settings, 'DEADLINE_MS'>,
  now: Clock,
): CallerOf {
  return (request) => {
    if (request.caller) return request.caller;
    const { headers, socket } = request.raw;
    const asked = headers[TIMEOUT_HEADER];
    const deadlineMs =
      asked === undefined ? DEADLINE_MS : Math.min(readMs(String(asked)), DEADLINE_MS);
    return (request.caller = new Caller(
      deadlineMs,
      now,
      () => socket.destroyed,
      request.record.trace,
    ));
  };
}

function readMs(text: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new GatewayError(
    'BAD_USER_INPUT',
    `${TIMEOUT_HEADER}: expected a whole number of milliseconds from 1 on, but ${JSON.stringify(text.slice(0, 100))} came.`,
    { header: TIMEOUT_HEADER },
  );
}
