import { type GatewayError } from '../errors';
import { type BatchObserver } from './batch-observer';
import { sliceRowsOf, type SliceLimits } from './even-slices';
import { Gate, type GateLimits } from './gate';
import { type Caller, PendingRequest } from './pending-request';
import { type Priority } from './priority';
import { type RowShape, Run } from './run';
import { type Values } from './values';
import { WaitingQueue } from './waiting-queue';

export { type Caller } from './pending-request';
export { type BatchObserver } from './batch-observer';
export { type Priority } from './priority';
export { type Scheduler } from './scheduler';

/** What a batcher is made of. */
export interface BatcherOptions<V extends Values> extends RowShape<V>, SliceLimits, GateLimits {
  /**
   * Scores rows: gives `rows` × `outputWidth` values in the same order, or rejects. It must not
   * change or transfer the block, which may be a caller's own, nor touch its answer afterwards,
   * which may be handed on as it is; and it must not hold the thread before it returns, as the
   * answers of the run before it are still on their way.
   */
  readonly run: (block: V, rows: number) => Promise<V>;
  /** The most runs in flight. */
  readonly concurrentRuns: number;
  /** How long rows may wait for others to fill their run while a run could start; 0 for not at all. */
  readonly delayMs: number;
  /** Told of every request and run. */
  readonly observer?: BatchObserver | undefined;
}

/**
 * Lets the rows of many requests share runs; knows no model.
 *
 * The contract:
 * - A caller gets as many rows as it sent, its own, in the order sent, or is rejected.
 * - Rows are counted, not requests. A long list goes in equal slices, and every run is divided
 *   fairly among those who wait, so that one row never waits behind ten thousand. Of two
 *   priorities the more urgent goes first (see `Priority`).
 * - What would find no room, or be answered too late, is refused at once (see `Gate`).
 * - A run that rejects, throws or answers another length rejects every request that had rows in it.
 *   These leave nothing behind: their waiting rows are dropped, and what their other slices bring is
 *   ignored. All others go on.
 * - A caller is asked whether it still waits when it submits, each time before rows of it are taken,
 *   and now and then meanwhile. If not, the request is rejected with its reason and its waiting rows are dropped.
 *
 * It is
 * - **idle** while nothing waits;
 * - **gathering** while rows wait and a run could start: until the end of this turn of the event
 *   loop, or, with a delay, until a run is full or the first of the rows has waited that long;
 * - **saturated** while rows wait and all runs are in flight. When one ends, the next starts at once;
 * - **closed**, whatever else it is, once it takes nothing more.
 */
export class Batcher<V extends Values> {
  private readonly waiting = new WaitingQueue<V>();
  private readonly gate: Gate<V>;
  private running = 0;
  private willDispatch = false;
  private hasAlarm = false;
  /** When the rows that wait have waited long enough; only kept where there is a delay. */
  private dueAt = 0;
  private isClosed = false;
  private whenIdle: (() => void) | undefined;

  /** @throws Error naming the option, what was expected and what came. */
  constructor(private readonly options: BatcherOptions<V>) {
    const { inputWidth, outputWidth, maxRunRows, leastSliceRows } = options;
    const { parallelRuns, concurrentRuns, maxQueuedRows } = options;
    const counts = {
      inputWidth,
      outputWidth,
      maxRunRows,
      leastSliceRows,
      parallelRuns,
      concurrentRuns,
      maxQueuedRows,
    };
    for (const [name, value] of Object.entries(counts)) {
      if (!Number.isInteger(value) || value < 1) {
        throw new Error(`${name}: expected a whole number from 1 on, but ${value} came`);
      }
    }
    if (leastSliceRows > maxRunRows) {
      throw new Error(
        `leastSliceRows: expected at most maxRunRows, ${maxRunRows}, but ${leastSliceRows} came`,
      );
    }
    if (!(options.delayMs >= 0 && options.delayMs < Infinity)) {
      throw new Error(`delayMs: expected milliseconds from 0 on, but ${options.delayMs} came`);
    }
    this.gate = new Gate(this.waiting, options);
  }

  /** Rows that wait, over all requests; those in flight do not count. */
  get queuedRows(): number {
    return this.waiting.rows;
  }

  /** The most of them; more are refused. */
  get maxQueuedRows(): number {
    return this.options.maxQueuedRows;
  }

  /** Rejects what is submitted from now on; resolves when nothing waits and no run is in flight. */
  close(): Promise<void> {
    this.isClosed = true;
    return new Promise((resolve) => {
      this.whenIdle = resolve;
      this.noteLoad();
    });
  }

  /**
   * Gives `rows` × `outputWidth` values, this caller's rows in the order sent.
   * Rejects with what the caller's `check` throws, with what a run of its rows fails with, or with
   * what `refusalOf` tells.
   *
   * @param block `rows` × `inputWidth` values, row-major; not to be changed before the answer.
   */
  submit(block: V, rows: number, caller: Caller, priority: Priority = 0): Promise<V> {
    return new Promise((resolve, reject) => {
      // What is thrown in here rejects.
      const { inputWidth, allocate, delayMs, scheduler } = this.options;
      if (block.length !== rows * inputWidth) {
        throw new Error(
          `expected a block of ${rows} × ${inputWidth} values, but ${block.length} came`,
        );
      }
      caller.check();
      if (this.isClosed) throw new Error('expected no rows after close()');
      if (rows === 0) {
        resolve(allocate(0));
        return;
      }
      this.gate.admit(rows, caller, priority);
      if (delayMs > 0 && this.waiting.rows === 0) this.dueAt = scheduler.now() + delayMs;
      const sliceRows = sliceRowsOf(rows, this.options);
      const submittedAt = scheduler.now();
      const pending = { block, rows, sliceRows, submittedAt, caller, resolve, reject };
      this.waiting.push(new PendingRequest(pending), priority);
      this.arrangeDispatch();
    });
  }

  /**
   * Why so many rows would be refused now, a GatewayError `OVERLOADED`: more would wait than may, or
   * they would be answered too late for their caller. Undefined when they would be taken.
   */
  refusalOf(rows: number, caller: Caller, priority: Priority = 0): GatewayError | undefined {
    return this.gate.refusalOf(rows, caller, priority);
  }

  /** Whether so many rows would be taken now. */
  takes(rows: number, caller: Caller, priority: Priority = 0): boolean {
    return this.gate.takes(rows, caller, priority);
  }

  /** Has so many rows, which are still being read, counted as waiting until what it gives is called. */
  expect(rows: number): () => void {
    return this.gate.expect(rows);
  }

  /** Sees that a run starts as soon as one may. Where none is free, the end of one sees to it. */
  private arrangeDispatch(): void {
    if (!this.hasWork()) return;
    const { scheduler } = this.options;
    const delay = this.remainingDelay();
    if (delay === 0 && !this.willDispatch) {
      this.willDispatch = true;
      scheduler.soon(() => {
        this.willDispatch = false;
        this.dispatch();
      });
    } else if (delay > 0 && !this.hasAlarm) {
      this.hasAlarm = true;
      // It may find rows that came later than those it was set for; then it is set again.
      scheduler.later(() => {
        this.hasAlarm = false;
        this.dispatch();
      }, delay);
    }
  }

  private dispatch(): void {
    while (this.hasWork() && this.remainingDelay() === 0) this.startRun();
    this.arrangeDispatch();
    this.noteLoad();
  }

  private hasWork(): boolean {
    return this.waiting.rows > 0 && this.running < this.options.concurrentRuns;
  }

  /** Milliseconds for which the rows that wait should go on doing so. */
  private remainingDelay(): number {
    const { delayMs, maxRunRows, scheduler } = this.options;
    if (delayMs === 0 || this.waiting.rows >= maxRunRows) return 0;
    return Math.max(0, this.dueAt - scheduler.now());
  }

  private startRun(): void {
    const slices = this.waiting.take(this.options.maxRunRows);
    // Everybody may have gone.
    if (slices.length > 0) void this.execute(new Run(slices, this.options));
  }

  private async execute(run: Run<V>): Promise<void> {
    const { scheduler, observer } = this.options;
    this.running++;
    this.gate.runBegins(run.rows);
    const begun = scheduler.now();
    run.tellBegin(observer, begun);
    let failed = false;
    try {
      run.deliver(await this.options.run(run.block, run.rows));
    } catch (reason) {
      failed = true;
      run.reject(reason);
      this.waiting.sweep();
    }
    run.tellEnd(observer, begun, scheduler.now(), failed);
    this.running--;
    this.gate.runEnds(run.rows);
    if (this.hasWork()) this.startRun();
    this.arrangeDispatch();
    this.noteLoad();
  }

  private noteLoad(): void {
    this.gate.note(this.running >= this.options.parallelRuns);
    if (this.whenIdle && this.running === 0 && this.waiting.rows === 0) this.whenIdle();
  }
}
