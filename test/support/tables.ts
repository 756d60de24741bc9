import { WINE_FIELDS } from '../../src/wine-fields';
import { FIRST_RECORD, goldenRows } from './wines';

/** Golden wines of version 2 as a UCI file has them, as often as wanted. */
export function uciTable(rows: number): string {
  const golden = goldenRows('2').rows;
  const lines = Array.from({ length: rows }, (_, row) =>
    (golden[row % golden.length]?.measurements ?? []).join(';'),
  );
  return [uciHeader, ...lines, ''].join('\n');
}

/** The first line of the UCI file, without its grade. */
export const uciHeader = Object.keys(FIRST_RECORD)
  .map((name) => `"${name}"`)
  .join(';');

/** A table with references, in another order, with all that may go wrong with a row. */
export const mixedTable = [
  ['id', ...WINE_FIELDS].join(','),
  'lot-1,7.4,0.7,0,1.9,0.076,11,34,0.9978,3.51,0.56,9.4',
  '"lot 2, ""b""",7.4,"0,7",0,1.9,0.076,11,34,0.9978,3.51,0.56,15.5',
  '',
  'lot-3,n/a,0.7,0,1.9,0.076,11,34,0.9978,,0.56,9.4',
  'lot-4,7.4,0.7,0,1.9,0.076,11,34,0.9978,14.5,0.56,9.4',
  ' , , ',
  'lot-5,7.4,0.7,0,1.9,0.076,50,34,0.9978,3.51,0.56,9.4',
  '',
].join('\r\n');
