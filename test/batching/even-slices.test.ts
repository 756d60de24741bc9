import fc from 'fast-check';
import { sliceRowsOf } from '../../src/batching/even-slices';

const limits = { maxRunRows: 100, leastSliceRows: 10, parallelRuns: 4 };

describe('slices of a list', () => {
  it('are as many as runs go on at once, even where one run could take it whole', () => {
    expect(sliceRowsOf(100, limits)).toBe(25);
  });

  it('are equal where a cut at the largest run would leave one with the rest', () => {
    expect(sliceRowsOf(410, limits)).toBe(52);
  });

  it('are no smaller than is worthwhile', () => {
    expect(sliceRowsOf(19, limits)).toBe(19);
    expect(sliceRowsOf(29, limits)).toBe(15);
  });

  it('are whole runs where nothing less is worthwhile', () => {
    expect(sliceRowsOf(250, { ...limits, leastSliceRows: 100 })).toBe(100);
    expect(sliceRowsOf(3, limits)).toBe(100);
  });

  it('keep all runs busy and within their limits, whatever the list', () => {
    const count = (max: number) => fc.integer({ min: 1, max });
    fc.assert(
      fc.property(count(100_000), count(5000), count(5000), count(16), (rows, a, b, runs) => {
        const [leastSliceRows, maxRunRows] = a < b ? ([a, b] as const) : ([b, a] as const);
        const slice = sliceRowsOf(rows, { maxRunRows, leastSliceRows, parallelRuns: runs });
        expect(slice).toBeLessThanOrEqual(maxRunRows);
        expect(slice).toBeGreaterThanOrEqual(leastSliceRows);
        const slices = Math.ceil(rows / slice);
        if (rows >= runs * maxRunRows) expect(slices).toBeGreaterThanOrEqual(runs);
      }),
    );
  });
});
