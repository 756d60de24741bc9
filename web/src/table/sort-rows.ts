/** The order of a table's rows. */
export interface Order {
  readonly key: string;
  readonly descending: boolean;
}

/** What rows are sorted by. */
export interface Sortable {
  /** A row's value; NaN where it has none. */
  readonly value: (row: number) => number | string;
}

/**
 * The rows in order; equal ones as they came, and those without a value last either way. Each value
 * is asked for once: a table has many rows, and the page stands still meanwhile.
 */
export function sortRows(rows: Uint32Array, { value }: Sortable, descending: boolean): Uint32Array {
  const sign = descending ? -1 : 1;
  const [first] = rows;
  if (first !== undefined && typeof value(first) === 'string') return sortByText(rows, value, sign);
  // By place in `rows`, so that the keys of few rows are few.
  const keys = Float64Array.from(rows, (row) => {
    const key = sign * Number(value(row));
    return Number.isNaN(key) ? Infinity : key;
  });
  const places = Uint32Array.from(rows, (_, place) => place);
  places.sort((a, b) => compare(keys[a] ?? 0, keys[b] ?? 0));
  return places.map((place) => rows[place] ?? 0);
}

function sortByText(rows: Uint32Array, value: Sortable['value'], sign: number): Uint32Array {
  const keys = Array.from(rows, (row) => String(value(row)));
  const places = Uint32Array.from(rows, (_, place) => place);
  places.sort((a, b) => sign * compare(keys[a] ?? '', keys[b] ?? ''));
  return places.map((place) => rows[place] ?? 0);
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
