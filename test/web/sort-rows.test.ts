import { sortRows } from '../../web/src/table/sort-rows';

const rows = Uint32Array.from([0, 1, 2, 3, 4]);
const values = [5, NaN, 7, 5, 3];
const column = { value: (row: number) => values[row] ?? NaN };

describe("a table's rows", () => {
  it('are sorted up and down, equal ones as they came', () => {
    expect([...sortRows(rows, column, false)]).toEqual([4, 0, 3, 2, 1]);
    expect([...sortRows(rows, column, true)]).toEqual([2, 0, 3, 4, 1]);
  });

  it('without a value come last either way', () => {
    expect(sortRows(rows, column, false)[4]).toBe(1);
    expect(sortRows(rows, column, true)[4]).toBe(1);
  });

  it('are sorted by words too', () => {
    const names = ['c', 'a', 'b'];
    const byName = { value: (row: number) => names[row] ?? '' };
    expect([...sortRows(Uint32Array.from([0, 1, 2]), byName, false)]).toEqual([1, 2, 0]);
  });
});
