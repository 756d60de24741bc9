import fc from 'fast-check';
import { LastRows } from '../../src/drift/last-rows';

/** Rows of two values: the first, from 0 to 3, is its cell, and an odd second one is in cell 4. */
function opened(capacity: number) {
  const rows = new LastRows({
    allocate: (length) => new Float64Array(length),
    width: 2,
    capacity,
    cells: 6,
    cellsOfRow: 2,
    sort(values, at, into, to) {
      into[to] = values[at] as number;
      into[to + 1] = (values[at + 1] as number) % 2 === 1 ? 4 : 5;
    },
  });
  return rows;
}

function expected(rows: readonly (readonly [number, number])[]): number[] {
  const counts = [0, 0, 0, 0, 0, 0];
  for (const [cell, mark] of rows) {
    counts[cell] = (counts[cell] ?? 0) + 1;
    const other = mark % 2 === 1 ? 4 : 5;
    counts[other] = (counts[other] ?? 0) + 1;
  }
  return counts;
}

describe('the last rows', () => {
  it('are none at first', () => {
    const rows = opened(4);
    expect([rows.rows, rows.oldest, ...rows.count()]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('push the oldest out, and say where the oldest is', () => {
    const rows = opened(3);
    rows.push(Float64Array.of(0, 1, 1, 2), 2);
    expect([rows.rows, rows.oldest]).toEqual([2, 0]);
    rows.push(Float64Array.of(2, 3, 3, 4), 2);
    expect([rows.rows, rows.oldest]).toEqual([3, 1]);
    expect([...rows.count()]).toEqual(
      expected([
        [1, 2],
        [2, 3],
        [3, 4],
      ]),
    );
  });

  it('tell where rows were written, in pieces where the end is passed', () => {
    const told: [number, number][] = [];
    const rows = opened(5);
    for (const count of [3, 4, 12]) {
      rows.push(new Float64Array(2 * count), count, (from, to) => told.push([from, to]));
    }
    expect(told).toEqual([
      [0, 3],
      [3, 5],
      [0, 2],
      [4, 5],
      [0, 4],
    ]);
  });

  it('are counted as if all of them were looked at anew, however they come and whenever one asks', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 9 }));
    const step = fc.record({ rows: fc.array(row, { maxLength: 15 }), asks: fc.boolean() });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.array(step), (capacity, steps) => {
        const rows = opened(capacity);
        const all: (readonly [number, number])[] = [];
        for (const { rows: added, asks } of [...steps, { rows: [], asks: true }]) {
          rows.push(Float64Array.from(added.flat()), added.length);
          all.push(...added);
          if (asks) expect([...rows.count()]).toEqual(expected(all.slice(-capacity)));
          expect(rows.rows).toBe(Math.min(capacity, all.length));
        }
      }),
    );
  });
});
