import { WINE_FIELDS, type WineField } from '../wine-fields';

/** Where a table's columns are, as its first line names them. */
export interface Columns {
  /** For each measurement, in the order of the UCI file, its column from 0; -1 where it is missing. */
  readonly of: readonly number[];
  /** The column of the caller's own references; -1 where there is none. */
  readonly id: number;
  readonly missing: readonly WineField[];
  /** Headers that name nothing that is read, among them a measurement's second column. */
  readonly ignored: readonly string[];
}

/** Names that laboratories use beside those of the UCI file and of the schema. */
const OTHER_NAMES: Readonly<Record<string, WineField>> = {
  freeso2: 'freeSulfurDioxide',
  freesulphurdioxide: 'freeSulfurDioxide',
  totalso2: 'totalSulfurDioxide',
  totalsulphurdioxide: 'totalSulfurDioxide',
  sulfates: 'sulphates',
};

const FIELD_OF = new Map<string, WineField | 'id'>([
  ...WINE_FIELDS.map((field) => [field.toLowerCase(), field] as const),
  ...Object.entries(OTHER_NAMES),
  ['id', 'id'],
  ['wineid', 'id'],
]);

/**
 * Recognises a table's columns in any order: by the UCI file's headers (`fixed acidity`), the
 * schema's (`fixedAcidity`, `FIXED_ACIDITY`) or a few usual others (`free SO2`). Case, spaces and
 * signs do not matter. Of two columns of one name the first counts.
 */
export function recogniseColumns(headers: readonly string[]): Columns {
  const found = new Map<WineField | 'id', number>();
  const ignored: string[] = [];
  headers.forEach((header, column) => {
    const name = FIELD_OF.get(header.toLowerCase().replace(/[^a-z0-9]/g, ''));
    if (name === undefined || found.has(name)) ignored.push(header.trim());
    else found.set(name, column);
  });
  return {
    of: WINE_FIELDS.map((field) => found.get(field) ?? -1),
    id: found.get('id') ?? -1,
    missing: WINE_FIELDS.filter((field) => !found.has(field)),
    ignored,
  };
}

/** A table's headers and what they were recognised as. */
export interface Headers extends Columns {
  readonly names: readonly string[];
}

/** Reads a table's first line that is not blank, the mark that some programs begin a file with left out. */
export function readHeaders(cells: readonly string[]): Headers {
  const names = cells.map((name) => name.replace(/^\uFEFF/, '').trim());
  return { names, ...recogniseColumns(names) };
}
