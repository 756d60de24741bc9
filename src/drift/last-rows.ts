/** Numbers of one kind in one array. */
type Block = Float64Array | Float32Array;

/** What the rows are, and how they are sorted. */
export interface LastRowsOptions<B extends Block> {
  /** Makes an array of so many zeros. */
  readonly allocate: (length: number) => B;
  /** Values in a row. */
  readonly width: number;
  /** Rows that are kept. */
  readonly capacity: number;
  /** How many cells there are; at most 255. */
  readonly cells: number;
  /** How many of the cells every row is in. */
  readonly cellsOfRow: number;
  /** Writes the numbers of the cells that the row at `at` is in to `into`, from `to` on. */
  readonly sort: (values: B, at: number, into: Uint8Array, to: number) => void;
}

/** In the place of a row's cells: it is not sorted yet. */
const UNSORTED = 255;

/**
 * The last rows that came, and how many of them are in each of some cells. Letting rows in is no more
 * than copying them, a block at a time; they are sorted when somebody asks, each at most once. So it
 * costs next to nothing whether or not anybody ever asks, and no row has to be left out.
 */
export class LastRows<B extends Block> {
  private readonly values: B;
  private readonly rowCells: Uint8Array;
  private readonly counts: Float64Array;
  /** Rows let in since the beginning, and those that had been when somebody asked last. */
  private written = 0;
  private sorted = 0;

  constructor(private readonly options: LastRowsOptions<B>) {
    const { allocate, width, capacity, cells, cellsOfRow } = options;
    this.values = allocate(width * capacity);
    this.rowCells = new Uint8Array(cellsOfRow * capacity).fill(UNSORTED);
    this.counts = new Float64Array(cells);
  }

  /** Rows that are kept. */
  get rows(): number {
    return Math.min(this.written, this.options.capacity);
  }

  /** The place of the oldest row, from 0 to below `capacity`. */
  get oldest(): number {
    return this.written <= this.options.capacity ? 0 : this.written % this.options.capacity;
  }

  /** Lets rows in, row-major; of more than are kept, the last. */
  push(block: B, rows: number, told?: (from: number, to: number) => void): void {
    const { width, capacity } = this.options;
    const kept = Math.min(rows, capacity);
    this.written += rows - kept;
    for (let done = 0; done < kept;) {
      const place = this.written % capacity;
      const now = Math.min(kept - done, capacity - place);
      const from = (rows - kept + done) * width;
      this.copy(block, from, place * width, now * width);
      told?.(place, place + now);
      this.written += now;
      done += now;
    }
  }

  /** How many of the rows are in each cell; to be read before the next rows come. */
  count(): Float64Array {
    const { width, capacity, cellsOfRow, sort } = this.options;
    const { values, rowCells, counts } = this;
    const first = Math.max(this.sorted, this.written - capacity);
    for (let row = first; row < this.written; row++) {
      const place = row % capacity;
      const at = place * cellsOfRow;
      if (rowCells[at] !== UNSORTED) this.addRow(counts, at, -1);
      sort(values, place * width, rowCells, at);
      this.addRow(counts, at, 1);
    }
    this.sorted = this.written;
    return counts;
  }

  private addRow(counts: Float64Array, at: number, one: 1 | -1): void {
    const end = at + this.options.cellsOfRow;
    for (let i = at; i < end; i++) {
      const cell = this.rowCells[i] as number;
      counts[cell] = (counts[cell] as number) + one;
    }
  }

  private copy(block: B, from: number, to: number, length: number): void {
    const { values } = this;
    if (length > 2 * this.options.width) {
      values.set(block.subarray(from, from + length), to);
      return;
    }
    // A view of a single row costs more than its values.
    for (let i = 0; i < length; i++) values[to + i] = block[from + i] as number;
  }
}
