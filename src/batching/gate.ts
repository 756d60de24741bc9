import { type GatewayError } from '../errors';
import { DrainSpeed } from './drain-speed';
import { noRoom, type QueueFacts, tooLate } from './overloaded';
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
  /**
   * How often runs have been held up by what is no work of theirs, as by a worker that died: how fast
   * the queue drains is not measured over it.
   */
  readonly interruptions?: (() => number) | undefined;
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
 * The same for one that was let in before it was read, and is held against a speed that was measured
 * anew meanwhile: a quarter slower is no reason to throw away what was read, and late to say so.
 */
const LET_IN_SHARE = TIMELY_SHARE / (1 - 1 / 4);

type Obstacle = 'room' | 'time';

/** Requests that are still being read. */
interface Coming {
  requests: number;
  rows: number;
}

const NOBODY: Coming = { requests: 0, rows: 0 };

/**
 * Decides who may wait. What would find no room, or be answered too late for its caller, is refused at
 * once, which costs nearly nothing; a request that finds nobody waiting is always taken.
 */
export class Gate<V extends Values> {
  private readonly speed: DrainSpeed;
  private runningRows = 0;
  private readonly coming: Coming = { requests: 0, rows: 0 };
  private interruptions: number;
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
    this.interruptions = limits.interruptions?.() ?? 0;
    this.nextSweepAt = scheduler.now() + SWEEP_MS;
  }

  /** Whether so many rows would be taken now: `refusalOf` without an error, for who asks often. */
  takes(rows: number, caller: Caller, priority: Priority): boolean {
    return this.obstacleTo(rows, caller, priority, this.coming) === undefined;
  }

  /** Why so many rows would be refused now; undefined when they would be taken. */
  refusalOf(rows: number, caller: Caller, priority: Priority): GatewayError | undefined {
    return this.refusalBehind(this.coming, rows, caller, priority);
  }

  /**
   * Counts a request that is still being read among those that wait, so that no more are read than
   * there is room for, until what it gives is called.
   */
  expect(rows: number): () => void {
    const { coming } = this;
    coming.requests++;
    coming.rows += rows;
    return () => {
      coming.requests--;
      coming.rows -= rows;
    };
  }

  /**
   * Sees that so many rows may be queued.
   *
   * @throws GatewayError `OVERLOADED`.
   */
  admit(rows: number, caller: Caller, priority: Priority): void {
    // Those that are still being read come after it.
    const refusal = this.refusalBehind(NOBODY, rows, caller, priority);
    if (refusal) throw refusal;
  }

  /** Notes that a run of so many rows has begun. */
  runBegins(rows: number): void {
    this.runningRows += rows;
  }

  /** Notes that it has ended. */
  runEnds(rows: number): void {
    const now = this.limits.scheduler.now();
    this.runningRows -= rows;
    const interruptions = this.limits.interruptions?.() ?? 0;
    if (interruptions !== this.interruptions) this.speed.heldUp();
    this.interruptions = interruptions;
    this.speed.ended(rows, now);
    if (this.waiting.rows > 0 && now >= this.nextSweepAt) this.sweep();
  }

  /** Notes whether as many runs are going on now as can make headway. */
  note(isBusy: boolean): void {
    this.speed.mark(isBusy, this.limits.scheduler.now());
  }

  private queueWith(more: number): QueueFacts {
    const rows = this.waiting.rows + more;
    return { rows, limit: this.limits.maxQueuedRows, rowsPerMs: this.speed.rowsPerMs };
  }

  private refusalBehind(
    coming: Coming,
    rows: number,
    caller: Caller,
    priority: Priority,
  ): GatewayError | undefined {
    const obstacle = this.obstacleTo(rows, caller, priority, coming);
    if (obstacle === undefined) return undefined;
    const queue = this.queueWith(coming.rows);
    if (obstacle === 'room') return noRoom(rows, queue);
    return tooLate(rows, queue, caller.remainingMs?.() ?? Infinity);
  }

  /** What stands in the way of so many rows, once those of callers who have gone do not any more. */
  private obstacleTo(
    rows: number,
    caller: Caller,
    priority: Priority,
    coming: Coming,
  ): Obstacle | undefined {
    const obstacle = this.findObstacle(rows, caller, priority, coming);
    if (!obstacle || this.limits.scheduler.now() - this.sweptAt < SWEEP_MS) return obstacle;
    this.sweep();
    return this.findObstacle(rows, caller, priority, coming);
  }

  private findObstacle(
    rows: number,
    caller: Caller,
    priority: Priority,
    coming: Coming,
  ): Obstacle | undefined {
    const { waiting, speed, limits } = this;
    const inTheWay = coming.rows + waiting.rows;
    if (inTheWay === 0) return undefined;
    if (inTheWay + rows > limits.maxQueuedRows) return 'room';
    // As with those that wait (see `rowsBefore`); a short one does not wait for them.
    const read = priority === 0 ? 0 : Math.min(coming.rows, coming.requests * rows);
    const work = this.runningRows + waiting.rowsBefore(rows, priority) + read + rows;
    const remainingMs = caller.remainingMs?.() ?? Infinity;
    const share = caller.wasLetIn ? LET_IN_SHARE : TIMELY_SHARE;
    return work / speed.rowsPerMs <= remainingMs * share ? undefined : 'time';
  }

  /** Drops what nobody waits for. */
  private sweep(): void {
    this.sweptAt = this.limits.scheduler.now();
    this.nextSweepAt = this.sweptAt + SWEEP_MS;
    this.waiting.sweep();
  }
}
