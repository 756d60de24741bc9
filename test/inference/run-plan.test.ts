import { planRuns } from '../../src/inference/run-plan';

const measured = { workers: 2, workerRuns: 4, offloadRows: undefined, sliceRows: undefined };
const line = { perRun: 0.01, perRow: 0.000005, roundTrip: 0.2 };
const forest = { perRun: 0.04, perRow: 0.016, roundTrip: 0.2 };

const measuredOf = ({ perRun, perRow }: typeof line) => ({ perRunMs: perRun, perRowMs: perRow });

describe('plan', () => {
  it('sends a forest away from the size on that takes longer than the way to a worker', () => {
    expect(planRuns(forest, measured)).toEqual({
      ...measuredOf(forest),
      offloadRows: 10,
      hereRows: 60,
      sliceRows: 2497,
      leastSliceRows: 122,
      parallelRuns: 2,
      concurrentRuns: 4,
    });
  });

  it('never sends a single row away, nor makes runs of single rows for that', () => {
    const plan = planRuns({ ...forest, roundTrip: 0.001 }, measured);
    expect([plan.offloadRows, plan.hereRows]).toEqual([2, 60]);
  });

  it('keeps a line on the event loop, whose largest slice nobody notices', () => {
    expect(planRuns(line, measured)).toEqual({
      ...measuredOf(line),
      offloadRows: Infinity,
      hereRows: 20_000,
      sliceRows: 20_000,
      leastSliceRows: 20_000,
      parallelRuns: 1,
      concurrentRuns: 1,
    });
  });

  it('copes with rows that seem to cost nothing', () => {
    const free = { ...line, perRow: 0 };
    const { perRowMs: _, ...plan } = planRuns(line, measured);
    expect(planRuns(free, measured)).toEqual({ ...plan, perRowMs: 0 });
  });

  it('does not cut slices so small that the way there would be most of the time', () => {
    expect(planRuns({ ...forest, perRow: 4 }, measured).sliceRows).toBe(16);
  });

  it('never asks for more in a slice than a run may have', () => {
    const plan = planRuns(forest, { ...measured, sliceRows: 50 });
    expect([plan.sliceRows, plan.leastSliceRows]).toEqual([50, 50]);
  });

  it('sends away what would be noticed, however long the way seems', () => {
    expect(planRuns({ ...forest, roundTrip: 10 }, measured).offloadRows).toBe(60);
  });

  it('sends away from the size on that is set, however slow a busy machine makes rows look', () => {
    const plan = planRuns({ ...forest, perRow: 0.1 }, { ...measured, offloadRows: 50 });
    expect([plan.offloadRows, plan.sliceRows, plan.parallelRuns]).toEqual([50, 399, 2]);
    // And holds the event loop no longer for that.
    expect(plan.hereRows).toBe(39);
  });

  it('keeps everything when slices are set shorter than what is to be sent away', () => {
    const plan = planRuns(forest, { ...measured, offloadRows: 100, sliceRows: 50 });
    expect(plan).toEqual({
      ...measuredOf(forest),
      offloadRows: Infinity,
      hereRows: 50,
      sliceRows: 50,
      leastSliceRows: 50,
      parallelRuns: 1,
      concurrentRuns: 1,
    });
  });

  it('keeps everything where there are no workers, whatever the settings say', () => {
    const costs = { ...forest, roundTrip: Infinity };
    expect(planRuns(costs, { ...measured, workers: 0, workerRuns: 0, offloadRows: 2 })).toEqual({
      ...measuredOf(forest),
      offloadRows: Infinity,
      hereRows: 247,
      sliceRows: 247,
      leastSliceRows: 247,
      parallelRuns: 1,
      concurrentRuns: 1,
    });
  });

  it('takes from the settings what they fix', () => {
    expect(planRuns(forest, { ...measured, offloadRows: 1, sliceRows: 500 })).toEqual({
      ...measuredOf(forest),
      offloadRows: 1,
      hereRows: 60,
      sliceRows: 500,
      leastSliceRows: 122,
      parallelRuns: 2,
      concurrentRuns: 4,
    });
  });
});
