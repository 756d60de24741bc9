import { WineBlock } from '../prediction/wine-block';
import { type ScoredRow } from '../tables/output';
import { WIDTH } from '../wine-fields';
import { type Grader, type WineGrade } from './grader';
import { type TableBlock } from './read-table';

/** A row of a table with what was said of it. */
export interface GradedRow extends ScoredRow {
  readonly grade: WineGrade | null;
  /** The block that was read, and the row's place in it. */
  readonly block: TableBlock;
  readonly row: number;
}

/** Has a block's readable rows graded; gives all of its rows. */
export async function gradeBlock(block: TableBlock, grader: Grader): Promise<GradedRow[]> {
  const { rows, ids, measurements, faults: unreadable } = block;
  const all = new WineBlock(rows, measurements);
  const sent = unreadable.size === 0 ? all : all.select(placesWithout(unreadable, rows));
  const graded = await grader.grade(sent);
  let next = 0;
  return Array.from({ length: rows }, (_, row): GradedRow => {
    const id = ids?.[row] ?? '';
    const faults = unreadable.get(row);
    if (faults) return { id, grade: null, faults, block, row };
    const index = next++;
    return { id, grade: graded.gradeOf(index), faults: graded.faultsOf(index), block, row };
  });
}

function placesWithout(faults: ReadonlyMap<number, unknown>, rows: number): number[] {
  return Array.from({ length: rows }, (_, row) => row).filter((row) => !faults.has(row));
}

/** One of a row's eleven measurements; null where it could not be read. */
export function measurementOf({ block, row }: GradedRow, place: number): number | null {
  const value = block.measurements[row * WIDTH + place] ?? NaN;
  return Number.isFinite(value) ? value : null;
}
