import { fairShares } from './fair-shares';
import { type PendingRequest, type Slice } from './pending-request';
import { type Values } from './values';

/**
 * The requests of one priority with rows that no run has taken, in the order of their turns. Who has
 * had a turn and has rows left goes to the end, so that nobody is passed over twice: with `n` requests
 * ahead of it, a request is in one of the next `floor(n / room) + 1` runs that have room for them.
 */
export class Turns<V extends Values> {
  private turns: PendingRequest<V>[] = [];
  private waitingRows = 0;

  /** @param leastShare a run is shared by no more requests than can have so many rows each that they want. */
  constructor(private readonly leastShare = 1) {}

  /** Rows that wait, over all requests. */
  get rows(): number {
    return this.waitingRows;
  }

  /** Requests that wait; some of them may have been given up since. */
  get requests(): number {
    return this.turns.length;
  }

  /** Puts a request, of at least one row, at the end. */
  push(request: PendingRequest<V>): void {
    this.turns.push(request);
    this.waitingRows += request.waitingRows;
  }

  /** Drops the requests that are settled, and those whose callers no longer want them. */
  sweep(): void {
    this.turns = this.turns.filter((request) => request.isWanted());
    this.waitingRows = this.turns.reduce((rows, request) => rows + request.waitingRows, 0);
  }

  /** Takes at most `room` rows for a run, of as many requests as there is room for, in fair shares. */
  take(room: number): Slice<V>[] {
    const wanted = this.takeTurns(room);
    const shares = fairShares(
      wanted.map((request) => request.nextRows),
      room,
    );
    return wanted.map((request, i) => {
      const slice = request.take(shares[i] as number);
      if (request.waitingRows > 0) this.push(request);
      return slice;
    });
  }

  /** Removes as many wanted requests as fill the room with their least shares, and the unwanted among them. */
  private takeTurns(room: number): PendingRequest<V>[] {
    const wanted: PendingRequest<V>[] = [];
    let seen = 0;
    let filled = 0;
    while (filled < room) {
      const request = this.turns[seen];
      if (!request) break;
      seen++;
      this.waitingRows -= request.waitingRows;
      if (!request.isWanted()) continue;
      wanted.push(request);
      filled += Math.min(request.nextRows, this.leastShare);
    }
    this.turns.splice(0, seen);
    return wanted;
  }
}
