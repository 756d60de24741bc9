import { WIDTH } from '../wine-fields';

/** Wines as they travel through the gateway: one block for all of them, never an object each. */
export interface WineBlock {
  readonly rows: number;
  /** `rows` × eleven, row-major, in the order of `WINE_FIELDS` and in the units of the feature table. */
  readonly measurements: Float64Array;
  /** The callers' own references, one a row; null where none was given. */
  readonly ids: readonly (string | null)[];
}

/** The block that keeps only the named rows, in the order given. */
export function selectRows(block: WineBlock, rows: readonly number[]): WineBlock {
  const measurements = new Float64Array(rows.length * WIDTH);
  rows.forEach((row, i) => {
    measurements.set(block.measurements.subarray(row * WIDTH, (row + 1) * WIDTH), i * WIDTH);
  });
  return { rows: rows.length, measurements, ids: rows.map((row) => block.ids[row] ?? null) };
}
