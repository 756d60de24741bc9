import { maxQueuedRows, plannedRowsPerMs } from '../../src/lanes/lane-limits';

const plan = {
  offloadRows: 10,
  hereRows: 9,
  sliceRows: 1000,
  leastSliceRows: 100,
  parallelRuns: 2,
  concurrentRuns: 4,
  perRunMs: 1,
  perRowMs: 0.009,
};

describe('the speed that a plan promises', () => {
  it('is that of full runs, as many as make headway together', () => {
    expect(plannedRowsPerMs(plan, 1000, 1)).toBeCloseTo(100);
    expect(plannedRowsPerMs(plan, 1000, 2)).toBeCloseTo(200);
    expect(plannedRowsPerMs(plan, 1, 1)).toBeCloseTo(1 / 1.009);
  });

  it('is a number also when runs seem to take no time', () => {
    expect(plannedRowsPerMs({ ...plan, perRunMs: 0, perRowMs: 0 }, 10, 1)).toBe(10_000);
  });
});

describe('the rows that may wait', () => {
  const unset = { MAX_QUEUED_ROWS: undefined };

  it.each([
    { about: 'are a second of work', rowsPerMs: 130, longest: 10_000, rows: 130_000 },
    {
      about: 'are four of the longest lists at least',
      rowsPerMs: 1,
      longest: 10_000,
      rows: 40_000,
    },
    { about: 'take no more memory than is right', rowsPerMs: 1e6, longest: 1, rows: 500_000 },
  ])('$about', ({ rowsPerMs, longest, rows }) => {
    expect(maxQueuedRows(unset, rowsPerMs, longest)).toBe(rows);
  });

  it('are what the setting says, where it says so', () => {
    expect(maxQueuedRows({ MAX_QUEUED_ROWS: 7 }, 130, 10_000)).toBe(7);
  });
});
