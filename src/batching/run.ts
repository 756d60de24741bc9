import { type BatchObserver } from './batch-observer';
import { type Slice } from './pending-request';
import { type Values } from './values';

/** Rows that go into a run, and those that come out. */
export interface RowShape<V extends Values> {
  /** Values in a row that goes in. */
  readonly inputWidth: number;
  /** Values in a row that comes out. */
  readonly outputWidth: number;
  /** Makes a block of so many values. */
  readonly allocate: (length: number) => V;
}

/** The rows of one run, and whose they are: the one place that maps answers back to requests. */
export class Run<V extends Values> {
  readonly rows: number;
  /** The slices' rows, one after the other. */
  readonly block: V;

  constructor(
    private readonly slices: readonly Slice<V>[],
    private readonly shape: RowShape<V>,
  ) {
    this.rows = slices.reduce((sum, { rows }) => sum + rows, 0);
    this.block = assemble(slices, this.rows, shape);
  }

  /**
   * Gives each request its rows of the answer.
   *
   * @throws Error, before anybody gets any, when it is not of the length that was asked for.
   */
  deliver(answer: V): void {
    const { outputWidth } = this.shape;
    if (answer.length !== this.rows * outputWidth) {
      throw new Error(
        `expected ${this.rows} × ${outputWidth} values from a run, but ${answer.length} came`,
      );
    }
    let at = 0;
    for (const slice of this.slices) {
      slice.request.deliver(slice, answer, at, this.shape);
      at += slice.rows;
    }
  }

  /** Tells the lane and the requests whose first rows it has that it begins. */
  tellBegin(lane: BatchObserver | undefined, now: number): void {
    for (const { request, first } of this.slices) {
      if (first > 0) continue;
      lane?.waited(request.submittedAt, now);
      request.observer?.waited(request.submittedAt, now);
    }
  }

  /** Tells the lane and the requests that have rows in it that it has ended. */
  tellEnd(lane: BatchObserver | undefined, begun: number, now: number, failed: boolean): void {
    lane?.ran(this.rows, begun, now, failed);
    for (const { request, rows } of this.slices) {
      request.observer?.ran(rows, begun, now, failed);
      if (!request.isAnswered) continue;
      lane?.answered(request.submittedAt, now);
      request.observer?.answered(request.submittedAt, now);
    }
  }

  /** Rejects every request that has rows in it. */
  reject(reason: unknown): void {
    for (const { request } of this.slices) request.reject(reason);
  }
}

function assemble<V extends Values>(
  slices: readonly Slice<V>[],
  rows: number,
  { inputWidth, allocate }: RowShape<V>,
): V {
  const [only] = slices;
  if (only && slices.length === 1) return only.request.inputOf(only, inputWidth);
  const block = allocate(rows * inputWidth);
  let at = 0;
  for (const slice of slices) {
    block.set(slice.request.inputOf(slice, inputWidth), at * inputWidth);
    at += slice.rows;
  }
  return block;
}
