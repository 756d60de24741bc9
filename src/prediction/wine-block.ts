import { WIDTH } from '../wine-fields';

/** Wines whose measurements lie side by side in one piece of memory. */
const PIECE_WINES = 64;
let piece = new Float64Array(0);
let used = 0;

/**
 * Room for the measurements of so many wines, all zero. A wine alone shares memory with others: an
 * array of this size with memory of its own lies outside of V8's heap, and takes longer to get and to give
 * back than the wine's grade takes.
 */
export function roomForWines(rows: number): Float64Array {
  const length = rows * WIDTH;
  if (rows !== 1) return new Float64Array(length);
  if (used === piece.length) {
    piece = new Float64Array(PIECE_WINES * WIDTH);
    used = 0;
  }
  const start = used;
  used += length;
  return piece.subarray(start, used);
}

/** Wines as they travel through the gateway: one block for all of them, never an object each. */
export class WineBlock {
  /**
   * @param rows how many wines there are.
   * @param measurements `rows` × eleven, row-major, in the order of `WINE_FIELDS` and in the units of
   *   the feature table.
   * @param ids the callers' own references by row; a row without one has none or null.
   */
  constructor(
    readonly rows: number,
    readonly measurements: Float64Array,
    readonly ids: readonly (string | null)[] = [],
  ) {
    if (measurements.length !== rows * WIDTH) {
      throw new Error(
        `expected ${rows * WIDTH} measurements for ${rows} wines, but ${measurements.length} came`,
      );
    }
  }

  /** The block of the named rows only, in the order given. */
  select(rows: readonly number[]): WineBlock {
    const measurements = roomForWines(rows.length);
    rows.forEach((row, i) => {
      measurements.set(this.measurements.subarray(row * WIDTH, (row + 1) * WIDTH), i * WIDTH);
    });
    const ids = this.ids.length === 0 ? [] : rows.map((row) => this.ids[row] ?? null);
    return new WineBlock(rows.length, measurements, ids);
  }
}
