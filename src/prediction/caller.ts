import { GatewayError } from '../errors';

/** Milliseconds on a clock that never goes back; tests bring their own. */
export type Clock = () => number;

/** Whoever waits for rows: one operation's caller, or somebody of the gateway's own. */
export interface AnyCaller {
  /** @throws GatewayError once the answer is no longer wanted. */
  check(): void;
  /** Milliseconds for which it still waits; for ever where it does not say. */
  remainingMs?(): number;
}

/** Whoever waits for one operation's answer: until when, and whether still. */
export class Caller implements AnyCaller {
  private readonly end: number;

  /** @param hasGone tells whether the client has closed its connection. */
  constructor(
    private readonly deadlineMs: number,
    private readonly now: Clock,
    private readonly hasGone: () => boolean = () => false,
  ) {
    this.end = now() + deadlineMs;
  }

  /** @throws GatewayError `DEADLINE_EXCEEDED` once the time is over, `CANCELLED` once nobody waits. */
  check(): void {
    if (this.hasGone()) {
      throw new GatewayError('CANCELLED', 'The client closed the connection before the answer.');
    }
    if (this.now() > this.end) {
      throw new GatewayError(
        'DEADLINE_EXCEEDED',
        `Expected to answer within ${this.deadlineMs} ms, but the work takes longer. Send fewer wines at once.`,
        { deadlineMs: this.deadlineMs },
      );
    }
  }

  /** Milliseconds until the deadline; below 0 once it is over. */
  remainingMs(): number {
    return this.end - this.now();
  }
}
