import { GatewayError } from '../errors';
import { type Trace } from '../observability/trace';
import { type ServedVersion, type Waiting } from '../serving/served-version';
import { type ScoredWines } from './scored-wines';

/** Milliseconds on a clock that never goes back; tests bring their own. */
export type Clock = () => number;

/** Whoever waits for one operation's answer: until when, and whether still. */
export class Caller implements Waiting {
  /** What the requests of one caller have in common, so that the same version answers them; undefined: nothing. */
  key: string | undefined;
  /** The version that was chosen for it; undefined where there was no choice. */
  routed: ServedVersion | undefined;
  /** Whether those who look on know its wines already: its operation is executed once more. */
  wasTold = false;
  /** Whether there was room for its rows when they began to be read. */
  wasLetIn = false;
  /** Wines that are scored for comparison too, once the answer has left. */
  readonly mirrored: ScoredWines[] = [];
  private readonly end: number;
  private readonly held: ServedVersion[] = [];
  private hasEnded = false;

  /**
   * @param hasGone tells whether the client has closed its connection.
   * @param trace what is done for it is added to this; undefined: nobody traces it.
   */
  constructor(
    private readonly deadlineMs: number,
    private readonly now: Clock,
    private readonly hasGone: () => boolean = () => false,
    readonly trace?: Trace,
  ) {
    this.end = now() + deadlineMs;
  }

  /** Keeps a version until `leave`: it is released when nobody holds it. */
  hold(version: ServedVersion): void {
    if (this.hasEnded || this.held.includes(version)) return;
    this.held.push(version);
    version.life.hold();
  }

  /** The operation has ended: what it held may go. */
  leave(): void {
    this.hasEnded = true;
    for (const version of this.held.splice(0)) version.life.letGo();
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
