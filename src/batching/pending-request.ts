import { type BatchObserver } from './batch-observer';
import { type RowShape } from './run';
import { type Values } from './values';

/** Whoever waits for rows. */
export interface Caller {
  /** Throws the reason why an answer is no longer wanted: its deadline is over, its client has gone. */
  check(): void;
  /** Milliseconds for which it still waits; for ever where it does not say. */
  remainingMs?(): number;
  /** Whether there was room for it when it began to be read: it is not refused for a little less. */
  readonly wasLetIn?: boolean;
  /** Told of its own request and of the runs that have rows of it. */
  readonly observer?: BatchObserver | undefined;
}

/** What a request consists of: its rows, and where their answer goes. */
export interface Submission<V extends Values> {
  /** `rows` × the input's width, row-major. */
  readonly block: V;
  readonly rows: number;
  /** The most rows of it that one run takes. */
  readonly sliceRows: number;
  /** When it came, by the scheduler's clock. */
  readonly submittedAt: number;
  readonly caller: Caller;
  readonly resolve: (answer: V) => void;
  readonly reject: (reason: unknown) => void;
}

/** Rows of one request that go into one run: `rows` of them from `first` on. */
export interface Slice<V extends Values> {
  readonly request: PendingRequest<V>;
  readonly first: number;
  readonly rows: number;
}

/**
 * One request on its way. It is
 * - **waiting** while it has rows that no run has taken (others may be in flight already), then
 * - **in flight** while runs have all of its rows, then
 * - **settled**: answered when the last rows are delivered, or rejected, out of either state, with
 *   the first reason that comes. Whatever runs bring for it afterwards is ignored.
 */
export class PendingRequest<V extends Values> {
  private taken = 0;
  private delivered = 0;
  private isSettled = false;
  private isComplete = false;
  private output: V | undefined;

  constructor(private readonly submission: Submission<V>) {}

  /** When it came, by the scheduler's clock. */
  get submittedAt(): number {
    return this.submission.submittedAt;
  }

  /** Who wants to be told of it. */
  get observer(): BatchObserver | undefined {
    return this.submission.caller.observer;
  }

  /** Whether all of its rows were delivered. */
  get isAnswered(): boolean {
    return this.isComplete;
  }

  /** Rows that no run has taken. */
  get waitingRows(): number {
    return this.submission.rows - this.taken;
  }

  /** Rows that it wants a run to take. */
  get nextRows(): number {
    return Math.min(this.waitingRows, this.submission.sliceRows);
  }

  /** Whether to run its rows. A request whose caller no longer wants them is rejected by the question. */
  isWanted(): boolean {
    if (this.isSettled) return false;
    try {
      this.submission.caller.check();
      return true;
    } catch (reason) {
      this.reject(reason);
      return false;
    }
  }

  /** Gives its next rows to a run. */
  take(rows: number): Slice<V> {
    const first = this.taken;
    this.taken += rows;
    return { request: this, first, rows };
  }

  /** The input of a slice: a view, and no copy. */
  inputOf({ first, rows }: Slice<V>, inputWidth: number): V {
    const { block } = this.submission;
    if (rows === this.submission.rows) return block;
    return block.subarray(first * inputWidth, (first + rows) * inputWidth);
  }

  /** Takes the outputs of a slice, which are at row `at` of a run's answer; the last ones settle it. */
  deliver({ first, rows }: Slice<V>, answer: V, at: number, shape: RowShape<V>): void {
    if (this.isSettled) return;
    const { outputWidth, allocate } = shape;
    const start = at * outputWidth;
    const end = start + rows * outputWidth;
    if (rows === this.submission.rows) {
      // Its own memory, so that nobody holds or changes another caller's rows.
      this.answer(end - start === answer.length ? answer : answer.slice(start, end));
      return;
    }
    this.output ??= allocate(this.submission.rows * outputWidth);
    this.output.set(answer.subarray(start, end), first * outputWidth);
    this.delivered += rows;
    if (this.delivered === this.submission.rows) this.answer(this.output);
  }

  /** Settles it without an answer. */
  reject(reason: unknown): void {
    this.isSettled = true;
    this.submission.reject(reason);
  }

  private answer(output: V): void {
    this.isSettled = true;
    this.isComplete = true;
    this.submission.resolve(output);
  }
}
