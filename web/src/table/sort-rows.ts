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

/** The rows in order; equal ones as they came, and those without a value last either way. */
export function sortRows(rows: Uint32Array, { value }: Sortable, descending: boolean): Uint32Array {
  const sign = descending ? -1 : 1;
  const keys = new Map<number, number | string>();
  for (const row of rows) keys.set(row, value(row));
  const compare = (a: number, b: number): number => {
    const [x = NaN, y = NaN] = [keys.get(a), keys.get(b)];
    const [noX, noY] = [Number.isNaN(x), Number.isNaN(y)];
    if (noX || noY) return noX === noY ? a - b : noX ? 1 : -1;
    if (x === y) return a - b;
    return x < y ? -sign : sign;
  };
  return rows.slice().sort(compare);
}
