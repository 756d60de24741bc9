import { ask } from '../gateway/client';
import { Problem } from '../gateway/problem';
import { ModelsDocument, ScoreWinesDocument, type ScoreWinesQuery } from '../gql/graphql';
import { toWine, type Wine } from '../wine/wine';
import { type Ending } from './messages';
import { WIDTH, type RowFault, type ScoredTable } from './scored-table';

/** Rows in a request: enough that its cost is the wines', few enough that progress is smooth. */
const BATCH_ROWS = 1000;
/** Requests under way at a time: one is answered while the other is written or read. */
const AT_ONCE = 2;

/** What a run over a table asks and tells. */
export interface Run {
  readonly cancelled: () => boolean;
  readonly progress: (done: number) => void;
}

/** Makes room for the answers to a table's rows. */
export function prepare(table: ScoredTable): void {
  table.quality = new Int8Array(table.rows).fill(-1);
  table.score = new Float64Array(table.rows);
  table.low = new Int8Array(table.rows);
  table.high = new Int8Array(table.rows);
}

/**
 * Grades the rows of a table that are not done yet, in batches, and tells how it ended. Afterwards
 * `table.done` rows from the start on are graded or rejected, so that it can be gone on from there.
 */
export async function scoreTable(
  table: ScoredTable,
  { cancelled, progress }: Run,
): Promise<Ending> {
  let next = table.done;
  let firstFailed = table.rows;
  let problem: Problem | undefined;
  let done = table.done;
  const rowsAtOnce = await batchRows().catch((error: unknown) => {
    problem = asProblem(error);
    return BATCH_ROWS;
  });
  const lane = async (): Promise<void> => {
    while (!problem && !cancelled() && next < table.rows) {
      const from = next;
      const to = Math.min(table.rows, from + rowsAtOnce);
      next = to;
      try {
        await scoreRows(table, from, to);
        done += to - from;
        progress(done);
      } catch (error) {
        firstFailed = Math.min(firstFailed, from);
        problem = asProblem(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  table.done = Math.min(next, firstFailed);
  if (problem) return problem.kind;
  return table.done < table.rows ? 'cancelled' : 'finished';
}

async function batchRows(): Promise<number> {
  const { limits } = await ask(ModelsDocument, {});
  return Math.min(BATCH_ROWS, limits.maxBatchRows);
}

async function scoreRows(table: ScoredTable, from: number, to: number): Promise<void> {
  const rows: number[] = [];
  const wines: Wine[] = [];
  for (let row = from; row < to; row++) {
    if (table.faults.has(row)) continue;
    rows.push(row);
    wines.push(toWine([...table.wines.subarray(row * WIDTH, (row + 1) * WIDTH)]));
  }
  if (wines.length === 0) return;
  const { predictBatch } = await ask(ScoreWinesDocument, { wines });
  predictBatch.predictions.forEach((prediction, i) => {
    if (prediction) keep(table, rows[i] ?? -1, prediction);
  });
  for (const { index, faults } of predictBatch.rejected) {
    table.faults.set(rows[index] ?? -1, faults as readonly RowFault[]);
  }
}

type Grade = NonNullable<ScoreWinesQuery['predictBatch']['predictions'][number]>;

function keep(table: ScoredTable, row: number, grade: Grade): void {
  table.quality[row] = grade.quality;
  table.score[row] = grade.score;
  table.low[row] = grade.interval.low;
  table.high[row] = grade.interval.high;
  const { probabilities } = grade;
  if (!probabilities) return;
  if (table.grades.length === 0) {
    table.grades = probabilities.map(({ grade }) => grade);
    table.probabilities = new Float64Array(table.rows * table.grades.length);
  }
  const width = table.grades.length;
  probabilities.forEach(({ probability }, i) => {
    table.probabilities[row * width + i] = probability;
  });
}

function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('unknown');
}
