import { WineBlock } from '../prediction/wine-block';
import { type ScoredRow } from '../tables/output';
import { WIDTH } from '../wine-fields';
import { type GradedWines, type Grader, type WineGrade } from './grader';
import { type TableBlock } from './read-table';

/** A row of a table with what was said of it. */
export interface GradedRow extends ScoredRow {
  readonly grade: WineGrade | null;
  /** The block that was read, and the row's place in it. */
  readonly block: TableBlock;
  readonly row: number;
}

/** A block of a table with what was said of its rows. */
export class GradedBlock {
  /** Places among the wines that were sent, by row; undefined where all rows were. */
  private readonly sentAs: ReadonlyMap<number, number> | undefined;

  private constructor(
    private readonly block: TableBlock,
    readable: readonly number[] | undefined,
    private readonly graded: GradedWines,
  ) {
    this.sentAs = readable && new Map(readable.map((row, sent) => [row, sent]));
  }

  /** Has a block's readable rows graded. */
  static async of(block: TableBlock, grader: Grader): Promise<GradedBlock> {
    const { rows, measurements, faults } = block;
    const all = new WineBlock(rows, measurements);
    if (faults.size === 0) return new GradedBlock(block, undefined, await grader.grade(all));
    const readable = Array.from({ length: rows }, (_, row) => row).filter(
      (row) => !faults.has(row),
    );
    return new GradedBlock(block, readable, await grader.grade(all.select(readable)));
  }

  get length(): number {
    return this.block.rows;
  }

  /** How many of the rows were rejected. */
  get rejected(): number {
    return this.block.faults.size + this.graded.rejected;
  }

  /** The rows, each made when its turn comes, as a table has many. */
  *rows(): Generator<GradedRow, void, undefined> {
    for (let row = 0; row < this.block.rows; row++) yield this.rowAt(row);
  }

  /** Those that have a grade, or those that have none. */
  *rowsThat(areGraded: boolean): Generator<GradedRow, void, undefined> {
    if (!areGraded && this.rejected === 0) return;
    for (const row of this.rows()) if ((row.grade !== null) === areGraded) yield row;
  }

  private rowAt(row: number): GradedRow {
    const { block, graded, sentAs } = this;
    const id = block.ids?.[row] ?? '';
    const sent = sentAs ? sentAs.get(row) : row;
    const grade = sent === undefined ? null : graded.gradeOf(sent);
    const faults = sent === undefined ? block.faults.get(row) : graded.faultsOf(sent);
    return { id, grade, faults: faults ?? NO_FAULTS, block, row };
  }
}

const NO_FAULTS: ScoredRow['faults'] = [];

/** One of a row's eleven measurements; null where it could not be read. */
export function measurementOf({ block, row }: GradedRow, place: number): number | null {
  const value = block.measurements[row * WIDTH + place] ?? NaN;
  return Number.isFinite(value) ? value : null;
}
