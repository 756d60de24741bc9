import { GatewayError } from '../errors';

/** What a refusal tells of the queue. */
export interface QueueFacts {
  /** Rows that wait, and the most that may. */
  readonly rows: number;
  readonly limit: number;
  /** How fast they become fewer. */
  readonly rowsPerMs: number;
}

/** Rows that find no room. */
export function noRoom(rows: number, queue: QueueFacts): GatewayError {
  return overloaded(
    `Expected room for ${rows} more rows to wait, but ${queue.rows} of at most ${queue.limit} wait already. Send them again later.`,
    rows,
    queue,
  );
}

/** Rows that would be answered too late. */
export function tooLate(rows: number, queue: QueueFacts, remainingMs: number): GatewayError {
  return overloaded(
    `Expected to answer ${rows} rows within ${Math.floor(remainingMs)} ms, but with ${queue.rows} rows that wait already it would take too long. Send them again later.`,
    rows,
    queue,
  );
}

function overloaded(message: string, rows: number, { rowsPerMs, ...queue }: QueueFacts) {
  // By then what waits now is done.
  const retryAfterMs = Math.max(Math.ceil(queue.rows / rowsPerMs), 1);
  return new GatewayError('OVERLOADED', message, { rows, retryAfterMs, queue });
}
