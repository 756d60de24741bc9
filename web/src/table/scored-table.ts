import { type TableFault } from '../../../src/tables/rows';
import { type ScoredRow } from '../../../src/tables/output';
import { WINE_FIELDS } from '../wine/wine';

/** Measurements in a row. */
export const WIDTH = WINE_FIELDS.length;

/** Most rows that are taken: what the page's memory is bounded by. */
export const MOST_ROWS = 200_000;

/** A row's fault; those that the gateway found have the bounds that were expected. */
export interface RowFault extends TableFault {
  readonly min?: number;
  readonly max?: number;
}

/**
 * A table of wines with what the gateway said of them, in columns: a row costs some 200 bytes. It is
 * plain data, so that it can go from the worker to the page.
 */
export interface ScoredTable {
  /** How many rows have been read. */
  rows: number;
  /** The rows from the start on that are graded or rejected. */
  done: number;
  readonly ids: string[] | null;
  /** Row by row, {@link WIDTH} numbers each; NaN where there is none. */
  wines: Float64Array;
  /** -1 where a row has no grade. */
  quality: Int8Array;
  score: Float64Array;
  low: Int8Array;
  high: Int8Array;
  /** The grades with a probability each; empty for a version without. */
  grades: readonly number[];
  /** Row by row, one number for each of `grades`. */
  probabilities: Float64Array;
  readonly faults: Map<number, readonly RowFault[]>;
}

/** The table without the rows that were not reached. */
export function trimmed(table: ScoredTable): ScoredTable {
  const { done, grades } = table;
  return {
    ...table,
    rows: done,
    ids: table.ids?.slice(0, done) ?? null,
    wines: table.wines.slice(0, done * WIDTH),
    quality: table.quality.slice(0, done),
    score: table.score.slice(0, done),
    low: table.low.slice(0, done),
    high: table.high.slice(0, done),
    probabilities: table.probabilities.slice(0, done * grades.length),
    faults: new Map([...table.faults].filter(([row]) => row < done)),
  };
}

/** A row as it is written. */
export function scoredRow(table: ScoredTable, row: number): ScoredRow {
  const width = table.grades.length;
  const quality = table.quality[row] ?? -1;
  return {
    id: table.ids?.[row] ?? '',
    grade:
      quality < 0
        ? null
        : {
            quality,
            score: table.score[row] ?? NaN,
            low: table.low[row] ?? NaN,
            high: table.high[row] ?? NaN,
            probabilities: table.probabilities.subarray(row * width, (row + 1) * width),
          },
    faults: table.faults.get(row) ?? [],
  };
}

/** How many rows have each grade, from the lowest to the highest that came, and how many none. */
export function countGrades({ quality, rows }: ScoredTable): {
  readonly grades: readonly { readonly grade: number; readonly count: number }[];
  readonly rejected: number;
} {
  const counts = new Map<number, number>();
  for (const grade of quality.subarray(0, rows)) counts.set(grade, (counts.get(grade) ?? 0) + 1);
  const rejected = counts.get(-1) ?? 0;
  counts.delete(-1);
  const lowest = Math.min(...counts.keys());
  const span = counts.size === 0 ? 0 : Math.max(...counts.keys()) - lowest + 1;
  const grades = Array.from({ length: span }, (_, i) => ({
    grade: lowest + i,
    count: counts.get(lowest + i) ?? 0,
  }));
  return { grades, rejected };
}
