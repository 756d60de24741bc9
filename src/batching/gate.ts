import { type GatewayError } from '../errors';
import { DrainSpeed } from './drain-speed';
import { noRoom, type QueueFacts, shedFor, tooLate } from './overloaded';
import { type Caller } from './pending-request';
import { type Priority } from './priority';
import { type Scheduler } from './scheduler';
import { type Values } from './values';
import { type WaitingQueue } from './waiting-queue';

/** What bounds a queue. */
export interface GateLimits {
  /** The most rows that may wait; those in flight do not count, nor a request that waits alone. */
  readonly maxQueuedRows: number;
  /** Rows a millisecond that full runs are expected to get done, until it is measured. */
  readonly expectedRowsPerMs: number;
  /** A run of fewer rows tells nothing of the speed of longer ones. */
  readonly leastSliceRows: number;
  readonly scheduler: Scheduler;
}

/**
 * How often callers who wait are asked whether they still do, in ms, besides when it is their turn:
 * so they are told soon that their time is over, and their rows make room.
 */
const SWEEP_MS = 50;
/**
 * A request is taken when the work before it and its own take at most this part of the time that is
 * left for it: those who come after it get equal shares meanwhile, so that it may take twice as long
 * while the queue stays as full as it is; and as much again is left for what nobody can foresee.
 */
const TIMELY_SHARE = 1 / 3;

/**
 * Decides who may wait. What would find no room, or be answered too late for its caller, is refused at
 * once, which costs nearly nothing; a request that finds nobody waiting is always taken.
 */
export class Gate<V extends Values> {
  private readonly speed: DrainSpeed;
  private runningRows = 0;
  private sweptAt = -Infinity;
  private nextSweepAt: number;

  /** @throws Error naming the option, what was expected and what came. */
  constructor(
    private readonly waiting: WaitingQueue<V>,
    private readonly limits: GateLimits,
  ) {
    const { expectedRowsPerMs, leastSliceRows, scheduler } = limits;
    if (!(expectedRowsPerMs > 0 && expectedRowsPerMs < Infinity)) {
      throw new Error(`expectedRowsPerMs: expected more than 0, but ${expectedRowsPerMs} came`);
    }
    this.speed = new DrainSpeed(expectedRowsPerMs, leastSliceRows);
    this.nextSweepAt = scheduler.now() + SWEEP_MS;
  }

  /** The queue as it is. */
  get queue(): QueueFacts {
    const { rowsPerMs } = this.speed;
    return { rows: this.waiting.rows, limit: this.limits.maxQueuedRows, rowsPerMs };
  }

  /** Why so many rows would be refused now; undefined when they would be taken. */
  refusalOf(rows: number, caller: Caller, priority: Priority): GatewayError | undefined {
    if (this.waiting.rows === 0) return undefined;
    const refusal = this.findRefusal(rows, caller, priority);
    if (!refusal) return undefined;
    // Nobody is refused for the rows of callers who have gone.
    if (this.limits.scheduler.now() - this.sweptAt < SWEEP_MS) return refusal;
    this.sweep();
    return this.findRefusal(rows, caller, priority);
  }

  /**
   * Sees that so many rows may be queued: those that nobody waits for give way.
   *
   * @throws GatewayError `OVERLOADED`.
   */
  admit(rows: number, caller: Caller, priority: Priority): void {
    const refusal = this.refusalOf(rows, caller, priority);
    if (refusal) throw refusal;
    const { waiting, limits } = this;
    if (waiting.spareRows === 0 || waiting.rows + rows <= limits.maxQueuedRows) return;
    waiting.shed(limits.maxQueuedRows - rows, shedFor(rows, this.queue));
  }

  /** Notes that a run of so many rows has begun. */
  runBegins(rows: number): void {
    this.runningRows += rows;
  }

  /** Notes that it has ended. */
  runEnds(rows: number): void {
    const now = this.limits.scheduler.now();
    this.runningRows -= rows;
    this.speed.ended(rows, now);
    if (this.waiting.rows > 0 && now >= this.nextSweepAt) this.sweep();
  }

  /** Notes whether as many runs are going on now as can make headway. */
  note(isBusy: boolean): void {
    this.speed.mark(isBusy);
  }

  private findRefusal(rows: number, caller: Caller, priority: Priority): GatewayError | undefined {
    const { waiting, speed, limits } = this;
    const inTheWay = priority < 2 ? waiting.rows - waiting.spareRows : waiting.rows;
    if (inTheWay === 0) return undefined;
    if (inTheWay + rows > limits.maxQueuedRows) return noRoom(rows, this.queue);
    const remainingMs = caller.remainingMs?.() ?? Infinity;
    const work = this.runningRows + waiting.rowsBefore(rows, priority) + rows;
    if (work / speed.rowsPerMs <= remainingMs * TIMELY_SHARE) return undefined;
    return tooLate(rows, this.queue, remainingMs);
  }

  /** Drops what nobody waits for. */
  private sweep(): void {
    this.sweptAt = this.limits.scheduler.now();
    this.nextSweepAt = this.sweptAt + SWEEP_MS;
    this.waiting.sweep();
  }
}
