import { type PendingRequest, type Slice } from './pending-request';
import { OWED_SHARE, type Priority } from './priority';
import { Turns } from './turns';
import { type Values } from './values';

/**
 * Rows that a request of the second priority gets of a run at least. With fewer each of more requests,
 * much of the work would be to divide it, and lists would be done by dozens at a time: asked for twice
 * of what it can do, a gateway does a quarter less with 64 rows, and an eighth less with 128.
 */
const LEAST_SHARE = 256;

/** The requests with rows that no run has taken, by their priorities: see `Priority` for who goes first. */
export class WaitingQueue<V extends Values> {
  private readonly first = new Turns<V>();
  private readonly second = new Turns<V>(LEAST_SHARE);
  private readonly byPriority = [this.first, this.second] as const;
  /** Rows that the second priority is owed by now. */
  private owed = 0;

  /** Rows that wait, over all requests. */
  get rows(): number {
    return this.first.rows + this.second.rows;
  }

  /** Puts a request, of at least one row, at the end of its priority. */
  push(request: PendingRequest<V>, priority: Priority): void {
    this.byPriority[priority].push(request);
  }

  /** Drops the requests that are settled, and those whose callers no longer want them. */
  sweep(): void {
    for (const turns of this.byPriority) turns.sweep();
  }

  /**
   * Rows that are taken before the last of so many that were queued now: those of the priority
   * before, and of its own as many of each request as it has itself, as its shares are the same.
   */
  rowsBefore(rows: number, priority: Priority): number {
    const equals = this.byPriority[priority];
    const before = priority === 0 ? 0 : this.first.rows;
    return before + Math.min(equals.rows, equals.requests * rows);
  }

  /** Takes at most `room` rows for a run. */
  take(room: number): Slice<V>[] {
    const { first, second } = this;
    if (second.rows === 0) {
      this.owed = 0;
      return first.take(room);
    }
    this.owed = Math.min(this.owed + room * OWED_SHARE, room);
    const reserved = Math.min(Math.floor(this.owed), second.rows);
    const urgent = first.take(room - reserved);
    const usual = second.take(room - rowsIn(urgent));
    this.owed = Math.max(this.owed - rowsIn(usual), 0);
    return [...urgent, ...usual];
  }
}

function rowsIn(slices: readonly { readonly rows: number }[]): number {
  return slices.reduce((sum, { rows }) => sum + rows, 0);
}
