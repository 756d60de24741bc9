import { WIDTH, WINE_FIELDS, type WineField } from '../wine-fields';
import { type Columns } from './columns';
import { readNumber } from './numbers';

/** Something that keeps a table's row from being graded, found here or by the gateway. */
export interface TableFault {
  readonly field: WineField;
  /** `MISSING_VALUE` and `NOT_A_NUMBER` are found in the table, the others by the gateway. */
  readonly code: 'MISSING_VALUE' | 'NOT_A_NUMBER' | 'UNPHYSICAL_VALUE' | 'INCONSISTENT_VALUES';
  readonly message: string;
}

/** Characters of an unreadable cell that its fault shows. */
const SHOWN = 40;

/** Whether a line of a table has nothing but spaces in its cells: it is no row. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/**
 * Reads one row's measurements into a block, from `at` on; NaN for what cannot be read.
 *
 * @returns what is wrong with the row; empty when it can be sent.
 */
export function readRow(
  cells: readonly string[],
  columns: Columns,
  block: Float64Array,
  at: number,
): readonly TableFault[] {
  const { of } = columns;
  let isWhole = true;
  for (let i = 0; i < WIDTH; i++) {
    const value = readNumber(cells[of[i] as number] ?? '');
    block[at + i] = value;
    // A number too large for a double is Infinity, which JSON cannot say.
    isWhole &&= Number.isFinite(value);
  }
  return isWhole ? NO_FAULTS : describeFaults(cells, columns, block.subarray(at, at + WIDTH));
}

const NO_FAULTS: readonly TableFault[] = [];

function describeFaults(
  cells: readonly string[],
  { of }: Columns,
  values: Float64Array,
): readonly TableFault[] {
  return WINE_FIELDS.flatMap((field, i) =>
    Number.isFinite(values[i]) ? [] : describeFault(field, (cells[of[i] as number] ?? '').trim()),
  );
}

function describeFault(field: WineField, cell: string): TableFault {
  if (cell === '') return { field, code: 'MISSING_VALUE', message: `${field} must be given.` };
  const came = JSON.stringify(cell.length > SHOWN ? `${cell.slice(0, SHOWN)}…` : cell);
  return { field, code: 'NOT_A_NUMBER', message: `${field} must be a number, but ${came} came.` };
}
