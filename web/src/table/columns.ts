import { faultTextIn } from '../wine/fault-text';
import { WINE_FIELDS } from '../wine/wine';
import { type Speech } from '../words/language';
import { WIDTH, type ScoredTable } from './scored-table';
import { type Sortable } from './sort-rows';

/** A column of the table on the page. */
export interface Column extends Sortable {
  readonly key: string;
  readonly name: string;
  readonly text: (row: number) => string;
  /** Its width, as CSS grid has it. */
  readonly width: string;
  readonly numeric: boolean;
}

/** The columns in their order: row, reference, answer, faults, measurements. */
export function columnsOf(table: ScoredTable, speech: Speech): Column[] {
  const { words, number } = speech;
  const faultText = faultTextIn(speech);
  const ofGraded = (row: number, value: number | undefined): number =>
    (table.quality[row] ?? -1) < 0 ? NaN : (value ?? NaN);
  const textOf = (value: number, digits?: number): string =>
    Number.isNaN(value) ? '' : number(value, digits);
  const numeric = (
    key: string,
    name: string,
    value: (row: number) => number,
    digits?: number,
  ): Column => ({
    key,
    name,
    value,
    text: (row) => textOf(value(row), digits),
    width: '6.5rem',
    numeric: true,
  });
  const { ids } = table;
  const faultsOf = (row: number): string => (table.faults.get(row) ?? []).map(faultText).join(' ');
  return [
    { ...numeric('row', words.table.row, (row) => row + 1), width: '5.5rem' },
    ...(ids
      ? [
          {
            key: 'id',
            name: words.table.id,
            value: (row: number) => ids[row] ?? '',
            text: (row: number) => ids[row] ?? '',
            width: '8rem',
            numeric: false,
          },
        ]
      : []),
    {
      ...numeric('quality', words.table.grade, (row) => ofGraded(row, table.quality[row])),
      width: '5rem',
    },
    numeric('score', words.table.score, (row) => ofGraded(row, table.score[row]), 2),
    {
      ...numeric('interval', words.table.interval, (row) => ofGraded(row, table.low[row])),
      text: (row) =>
        (table.quality[row] ?? -1) < 0
          ? ''
          : `${number(table.low[row] ?? NaN)}–${number(table.high[row] ?? NaN)}`,
    },
    ...(table.faults.size > 0
      ? [
          {
            key: 'faults',
            name: words.table.faults,
            // Sorted by how many there are, most first.
            value: (row: number) => -(table.faults.get(row)?.length ?? 0),
            text: faultsOf,
            width: '24rem',
            numeric: false,
          },
        ]
      : []),
    ...WINE_FIELDS.map((field, i) => ({
      ...numeric(field, words.fields[field].name, (row) => table.wines[row * WIDTH + i] ?? NaN),
      width: '9rem',
    })),
  ];
}
