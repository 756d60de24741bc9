import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Caller } from '../prediction/caller';
import { type ScoredWines } from '../prediction/scored-wines';
import { type Settings } from '../settings';

/** Takes wines that were answered, to have them compared: see lifecycle/shadow.ts. It never throws. */
export type Mirror = (scored: readonly ScoredWines[]) => void;

/** What a caller's requests have in common, if it says so. */
export function keyOf({ headers }: FastifyRequest, settings: Settings): string | undefined {
  const value = headers[settings.CALLER_HEADER];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Ends a caller's stay with an answer: once it is made, the caller lets go of its versions, and once
 * it has left, its wines are mirrored. The answer goes its own way meanwhile, not a moment later.
 */
export function endWith(
  answer: Promise<unknown>,
  caller: Caller,
  { raw }: FastifyReply,
  mirror: Mirror,
): void {
  const end = (): void => {
    caller.leave();
    if (caller.mirrored.length === 0) return;
    raw.once('finish', () => {
      mirror(caller.mirrored);
    });
  };
  answer.then(end, end);
}
