import { type Slice } from './pending-request';

/** Values in a row that goes into a run, and in one that comes out. */
export interface RowWidths {
  readonly inputWidth: number;
  readonly outputWidth: number;
}

/** The rows of one run, and whose they are: the one place that maps answers back to requests. */
export class Run {
  readonly rows: number;
  /** The slices' rows, one after the other. */
  readonly block: Float32Array;

  constructor(
    private readonly slices: readonly Slice[],
    private readonly widths: RowWidths,
  ) {
    this.rows = slices.reduce((sum, { rows }) => sum + rows, 0);
    this.block = assemble(slices, this.rows, widths.inputWidth);
  }

  /**
   * Gives each request its rows of the answer.
   *
   * @throws Error, before anybody gets any, when it is not of the length that was asked for.
   */
  deliver(answer: Float32Array): void {
    const { outputWidth } = this.widths;
    if (answer.length !== this.rows * outputWidth) {
      throw new Error(
        `expected ${this.rows} × ${outputWidth} values from a run, but ${answer.length} came`,
      );
    }
    let at = 0;
    for (const slice of this.slices) {
      slice.request.deliver(slice, answer, at, outputWidth);
      at += slice.rows;
    }
  }

  /** Rejects every request that has rows in it. */
  reject(reason: unknown): void {
    for (const { request } of this.slices) request.reject(reason);
  }
}

function assemble(slices: readonly Slice[], rows: number, inputWidth: number): Float32Array {
  const [only] = slices;
  if (only && slices.length === 1) return only.request.inputOf(only, inputWidth);
  const block = new Float32Array(rows * inputWidth);
  let at = 0;
  for (const slice of slices) {
    block.set(slice.request.inputOf(slice, inputWidth), at * inputWidth);
    at += slice.rows;
  }
  return block;
}
