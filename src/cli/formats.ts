import { writeHeader, writeRow, type OutputColumn } from '../tables/output';
import { parquetWriter } from './parquet-writer';

/** How a table is written. */
export const FORMATS = ['csv', 'jsonl', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];

/** Makes what is written of a table's rows, in pieces. */
export interface TableWriter<Row> {
  /** What stands before all rows. */
  begin(): string;
  rows(rows: Iterable<Row>): string | Uint8Array;
  /** What stands behind them. */
  end(): string | Uint8Array;
}

/** The format of a file by its name; CSV where that tells nothing. */
export function formatOf(file: string | undefined): Format {
  if (/\.(jsonl|ndjson)$/i.test(file ?? '')) return 'jsonl';
  return /\.parquet$/i.test(file ?? '') ? 'parquet' : 'csv';
}

/** Makes the writer of a format. */
export async function createWriter<Row>(
  format: Format,
  columns: readonly OutputColumn<Row>[],
): Promise<TableWriter<Row>> {
  if (format === 'csv') return csvWriter(columns);
  if (format === 'jsonl') return jsonLinesWriter(columns);
  return parquetWriter(columns);
}

/** A table as the page writes it. */
function csvWriter<Row>(columns: readonly OutputColumn<Row>[]): TableWriter<Row> {
  return {
    begin: () => writeHeader(columns),
    rows(rows) {
      let text = '';
      for (const row of rows) text += writeRow(row, columns);
      return text;
    },
    end: () => '',
  };
}

/** An object a line, with the columns of the CSV; null where there is nothing. */
function jsonLinesWriter<Row>(columns: readonly OutputColumn<Row>[]): TableWriter<Row> {
  const named = columns.map(({ name, of }) => ({ key: `${JSON.stringify(name)}:`, of }));
  return {
    begin: () => '',
    rows(rows) {
      let text = '';
      for (const row of rows) {
        text += `{${named.map(({ key, of }) => key + JSON.stringify(of(row))).join(',')}}\n`;
      }
      return text;
    },
    end: () => '',
  };
}
