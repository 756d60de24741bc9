import { WIDTH } from '../wine-fields';

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
    const measurements = new Float64Array(rows.length * WIDTH);
    rows.forEach((row, i) => {
      measurements.set(this.measurements.subarray(row * WIDTH, (row + 1) * WIDTH), i * WIDTH);
    });
    const ids = this.ids.length === 0 ? [] : rows.map((row) => this.ids[row] ?? null);
    return new WineBlock(rows.length, measurements, ids);
  }
}
