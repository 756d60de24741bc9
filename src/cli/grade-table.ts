import { type OutputColumn, type ScoredTableKind } from '../tables/output';
import { rejectedColumns } from './columns';
import { type Format } from './formats';
import { GradedBlock, type GradedRow } from './graded-block';
import { type Grader } from './grader';
import { inOrder } from './in-order';
import { openInput, type Input } from './input';
import { startProgress } from './progress';
import { readAside } from './read-aside';
import { type OpenTable, type TableBlock } from './read-table';
import { TableFile } from './table-file';

/** A table to be graded, and where to. */
export interface GradingJob {
  /** A file; undefined or `-`: standard input. */
  readonly input: string | undefined;
  /** A file; undefined or `-`: standard output. */
  readonly output: string | undefined;
  readonly format: Format;
  /** The file that rejected rows go to; undefined: they stay in their places, with their faults. */
  readonly rejected: string | undefined;
  readonly columnsOf: (kind: ScoredTableKind) => readonly OutputColumn<GradedRow>[];
  readonly openGrader: () => Promise<Grader>;
  /** Rows that are graded as one block. */
  readonly rowsAtOnce: number;
  readonly signal: AbortSignal;
}

/** What became of a table's rows. */
export interface Tally {
  readonly version: string;
  readonly rows: number;
  readonly rejected: number;
}

/**
 * Grades a table, reading, grading and writing side by side, in memory that does not grow with it.
 *
 * @throws CommandError, GatewayError, ReaderLeft or the signal's reason; no half file is left then.
 */
export async function gradeTable(job: GradingJob): Promise<Tally> {
  const input = await openInput(job.input, job.signal);
  const shape = { rowsAtOnce: job.rowsAtOnce, keepCells: job.rejected !== undefined };
  const reader = readAside(input.text, shape);
  // Side by side, and both awaited whatever becomes of the other.
  const [table, grader] = await Promise.allSettled([reader.open(), job.openGrader()]);
  try {
    if (table.status === 'rejected') throw table.reason;
    if (grader.status === 'rejected') throw grader.reason;
    return await gradeRows(job, input, table.value, grader.value);
  } catch (error) {
    // What was read or asked when the signal came has an error of its own.
    job.signal.throwIfAborted();
    throw error;
  } finally {
    input.text.destroy();
    await reader.close();
    if (grader.status === 'fulfilled') await grader.value.close();
  }
}

async function gradeRows(
  { output, format, rejected, columnsOf, signal }: GradingJob,
  { totalBytes, bytesRead }: Input,
  { headers, blocks }: OpenTable,
  grader: Grader,
): Promise<Tally> {
  const { version, grades, blocksAtOnce } = grader;
  const open: TableFile<GradedRow>[] = [];
  const openTableFile = async (...what: Parameters<typeof TableFile.open<GradedRow>>) => {
    const file = await TableFile.open(...what);
    open.push(file);
    return file;
  };
  const progress = startProgress(totalBytes, output);
  try {
    const columns = columnsOf({ ids: headers.id >= 0, grades });
    const graded = await openTableFile(output, format, columns);
    const apart =
      rejected === undefined
        ? undefined
        : await openTableFile(rejected, 'csv', rejectedColumns(headers));
    const tally = { version, rows: 0, rejected: 0 };
    const gradeNext = (block: TableBlock) => GradedBlock.of(block, grader);
    for await (const block of inOrder(blocks, gradeNext, blocksAtOnce)) {
      signal.throwIfAborted();
      await graded.write(apart ? block.rowsThat(true) : block.rows());
      await apart?.write(block.rowsThat(false));
      tally.rows += block.length;
      tally.rejected += block.rejected;
      progress.update(tally.rows, bytesRead());
    }
    for (const file of open) await file.finish();
    return tally;
  } catch (error) {
    for (const file of open) await file.discard();
    throw error;
  } finally {
    progress.stop();
  }
}
