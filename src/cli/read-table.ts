import { type Readable } from 'node:stream';
import { readHeaders, type Headers } from '../tables/columns';
import { isBlank, readRow, type TableFault } from '../tables/rows';
import { WIDTH } from '../wine-fields';
import { CommandError } from './command-error';
import { parseLines, type Lines } from './parse-lines';

/** Rows of a table, as read. */
export interface TableBlock {
  /** The place of its first row in the table, from 0. */
  readonly first: number;
  readonly rows: number;
  /** The caller's own references; null where the table has none. */
  readonly ids: readonly string[] | null;
  /** `rows` × eleven, row-major; NaN where there is no number. */
  readonly measurements: Float64Array;
  /** What keeps rows from being graded, by row. */
  readonly faults: ReadonlyMap<number, readonly TableFault[]>;
  /** The rows' cells as they came; null where nobody wants them. */
  readonly cells: Lines | null;
}

/** How the rows of a table are wanted. */
export interface BlockShape {
  readonly rowsAtOnce: number;
  readonly keepCells: boolean;
}

/** A table whose first line is read. */
export interface OpenTable {
  readonly headers: Headers;
  /** Its rows; no more of it is read than is taken, but for a little. */
  readonly blocks: AsyncIterable<TableBlock>;
}

/**
 * Opens a table of wines: commas, semicolons, tabs or bars, columns in any order.
 *
 * @param source text.
 * @throws CommandError when there is no first line, or measurements are missing in it.
 */
export async function openTable(source: Readable, shape: BlockShape): Promise<OpenTable> {
  const parsed = parseLines(source);
  const pieces: AsyncIterator<Lines> = parsed[Symbol.asyncIterator]();
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    const lines: Lines = next.value;
    const start = lines.findIndex((cells) => !isBlank(cells));
    if (start < 0) continue;
    const headers = readHeaders(lines[start] ?? []);
    if (headers.missing.length > 0) {
      parsed.destroy();
      throw new CommandError(describeMissing(headers));
    }
    const rest = chain(lines.slice(start + 1), pieces);
    return { headers, blocks: readBlocks(rest, headers, shape) };
  }
  throw new CommandError('expected a first line with the names of the columns, but nothing came');
}

function describeMissing({ names, missing }: Headers): string {
  const are = missing.length === 1 ? 'is' : 'are';
  return `expected a column for each measurement, but ${missing.join(', ')} ${are} missing; the first line has ${names.join(', ')}`;
}

async function* chain(first: Lines, rest: AsyncIterator<Lines>): AsyncGenerator<Lines> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

async function* readBlocks(
  pieces: AsyncIterable<Lines>,
  headers: Headers,
  { rowsAtOnce, keepCells }: BlockShape,
): AsyncGenerator<TableBlock, void, undefined> {
  let first = 0;
  let block = new BlockInMaking(headers, rowsAtOnce, keepCells);
  for await (const lines of pieces) {
    for (const cells of lines) {
      if (isBlank(cells)) continue;
      block.add(cells);
      if (block.rows < rowsAtOnce) continue;
      yield block.finish(first);
      first += block.rows;
      block = new BlockInMaking(headers, rowsAtOnce, keepCells);
    }
  }
  if (block.rows > 0) yield block.finish(first);
}

class BlockInMaking {
  rows = 0;
  private readonly measurements: Float64Array;
  private readonly ids: string[] | null;
  private readonly cells: (readonly string[])[] | null;
  private readonly faults = new Map<number, readonly TableFault[]>();

  constructor(
    private readonly headers: Headers,
    rowsAtOnce: number,
    keepCells: boolean,
  ) {
    this.measurements = new Float64Array(rowsAtOnce * WIDTH);
    this.ids = headers.id < 0 ? null : [];
    this.cells = keepCells ? [] : null;
  }

  add(cells: readonly string[]): void {
    const row = this.rows++;
    const faults = readRow(cells, this.headers, this.measurements, row * WIDTH);
    if (faults.length > 0) this.faults.set(row, faults);
    this.ids?.push((cells[this.headers.id] ?? '').trim());
    this.cells?.push(cells);
  }

  finish(first: number): TableBlock {
    const { rows, ids, faults, cells } = this;
    const measurements = this.measurements.subarray(0, rows * WIDTH);
    return { first, rows, ids, measurements, faults, cells };
  }
}
