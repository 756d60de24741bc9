import Papa from 'papaparse';
import { readHeaders, type Headers } from '../../../src/tables/columns';
import { detectDelimiter } from '../../../src/tables/delimiter';
import { isBlank, readRow } from '../../../src/tables/rows';
import { MOST_ROWS, WIDTH, type RowFault, type ScoredTable } from './scored-table';

/** Bytes in which the first line must end. */
const HEAD_BYTES = 65_536;
const CHUNK_BYTES = 1_048_576;

/** A table as read, not yet graded. */
export interface ReadTable {
  readonly headers: Headers;
  /** Null where measurements are missing. */
  readonly table: ScoredTable | null;
  /** Whether there were more rows than are taken. */
  readonly capped: boolean;
}

/** What is told while a table is read. */
export interface Reading {
  readonly headers: (headers: Headers) => void;
  /** Rows so far. */
  readonly rows: (rows: number) => void;
}

/** Reads a table in pieces: only its numbers, references and faults stay in memory. */
export async function readTable(file: Blob, reading: Reading): Promise<ReadTable> {
  const delimiter = detectDelimiter(await file.slice(0, HEAD_BYTES).text());
  let headers: Headers | undefined;
  let table: ScoredTable | null = null;
  let capped = false;
  await parse(file, delimiter, (lines, stop) => {
    let from = 0;
    if (!headers) {
      const [first] = lines;
      if (!first) return;
      headers = readHeaders(first);
      reading.headers(headers);
      if (headers.missing.length > 0) {
        stop();
        return;
      }
      table = emptyTable(headers.id >= 0);
      from = 1;
    }
    if (!table) return;
    const taken = Math.min(lines.length, from + MOST_ROWS - table.rows);
    append(table, headers, lines.slice(from, taken));
    reading.rows(table.rows);
    if (taken === lines.length) return;
    capped = true;
    stop();
  });
  if (!headers) throw new Error('expected a first line with the names of the columns');
  return { headers, table, capped };
}

function parse(
  file: Blob,
  delimiter: string,
  take: (lines: string[][], stop: () => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(file as File, {
      delimiter,
      chunkSize: CHUNK_BYTES,
      chunk: ({ data }, parser) => {
        const lines = data.filter((cells) => !isBlank(cells));
        take(lines, () => {
          parser.abort();
        });
      },
      complete: () => {
        resolve();
      },
      error: reject,
    });
  });
}

function emptyTable(ids: boolean): ScoredTable {
  return {
    rows: 0,
    done: 0,
    ids: ids ? [] : null,
    wines: new Float64Array(0),
    quality: new Int8Array(0),
    score: new Float64Array(0),
    low: new Int8Array(0),
    high: new Int8Array(0),
    grades: [],
    probabilities: new Float64Array(0),
    faults: new Map(),
  };
}

function append(table: ScoredTable, headers: Headers, lines: readonly string[][]): void {
  const needed = (table.rows + lines.length) * WIDTH;
  if (needed > table.wines.length) {
    const grown = new Float64Array(
      Math.min(MOST_ROWS * WIDTH, Math.max(needed, 2 * table.wines.length)),
    );
    grown.set(table.wines.subarray(0, table.rows * WIDTH));
    table.wines = grown;
  }
  for (const cells of lines) {
    const faults: readonly RowFault[] = readRow(cells, headers, table.wines, table.rows * WIDTH);
    if (faults.length > 0) table.faults.set(table.rows, faults);
    table.ids?.push((cells[headers.id] ?? '').trim());
    table.rows++;
  }
}
