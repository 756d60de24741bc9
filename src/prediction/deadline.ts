import { GatewayError } from '../errors';

/** Milliseconds on a clock that never goes back; tests bring their own. */
export type Clock = () => number;

/** The moment by which one operation must have been answered. */
export class Deadline {
  private readonly end: number;

  constructor(
    private readonly limitMs: number,
    private readonly now: Clock,
  ) {
    this.end = now() + limitMs;
  }

  /** @throws GatewayError `DEADLINE_EXCEEDED` once the time is over. */
  check(): void {
    if (this.now() > this.end) {
      throw new GatewayError(
        'DEADLINE_EXCEEDED',
        `Expected to answer within ${this.limitMs} ms, but the work takes longer. Send fewer wines at once.`,
        { deadlineMs: this.limitMs },
      );
    }
  }
}
