import { scoreColumns, writeHeader, writeRow } from '../../../src/tables/output';
import { scoredRow, type ScoredTable } from './scored-table';

/** Rows that become one piece of text: a text of all of them would be held twice. */
const PIECE_ROWS = 2000;

/** Writes a table as the command line does. */
export function writeTable(table: ScoredTable): Blob {
  const columns = scoreColumns({ ids: table.ids !== null, grades: table.grades });
  const pieces = [writeHeader(columns)];
  for (let from = 0; from < table.done; from += PIECE_ROWS) {
    let piece = '';
    for (let row = from; row < Math.min(table.done, from + PIECE_ROWS); row++) {
      piece += writeRow(scoredRow(table, row), columns);
    }
    pieces.push(piece);
  }
  return new Blob(pieces, { type: 'text/csv' });
}
