import {
  startInference,
  type Inference,
  type InferenceSettings,
} from '../../src/inference/inference';
import { FOREST, LINE, forestRows } from './models';

const forestOptions = { ...FOREST, sample: forestRows(24) };
const lineOptions = { ...LINE, sample: new Float32Array(11).fill(10) };

describe('inference', () => {
  let inference: Inference | undefined;
  const start = (settings: Partial<InferenceSettings> = {}): Inference =>
    (inference = startInference({
      threads: 1,
      workers: 2,
      offloadRows: undefined,
      sliceRows: undefined,
      now: () => performance.now(),
      ...settings,
    }));
  afterEach(() => inference?.stop());

  it('sends long runs of a forest to workers, and cuts them', async () => {
    const { plan } = await start().createRunner(forestOptions);
    expect(plan.offloadRows).toBeGreaterThanOrEqual(2);
    expect(plan.offloadRows).toBeLessThan(plan.sliceRows);
    expect(plan.sliceRows).toBeLessThan(20_000);
    expect(plan.concurrentRuns).toBe(4);
  });

  it('keeps a line on the event loop', async () => {
    // Every reading a hundredth of a millisecond later: each run takes that long, however many rows.
    let ms = 0;
    const { plan } = await start({ now: () => (ms += 0.01) }).createRunner(lineOptions);
    expect(plan).toEqual({
      perRunMs: expect.any(Number) as number,
      perRowMs: expect.any(Number) as number,
      offloadRows: Infinity,
      hereRows: 20_000,
      sliceRows: 20_000,
      leastSliceRows: 20_000,
      parallelRuns: 1,
      concurrentRuns: 1,
    });
  });

  it('takes the plan from the settings', async () => {
    // Every reading a hundredth of a millisecond later: each run takes that long, however many rows.
    let ms = 0;
    const settings = { offloadRows: 7, sliceRows: 90, now: () => (ms += 0.01) };
    const runner = await start(settings).createRunner(forestOptions);
    expect(runner.plan).toEqual({
      perRunMs: expect.closeTo(0.01, 6) as number,
      perRowMs: expect.closeTo(0, 6) as number,
      offloadRows: 7,
      hereRows: 90,
      sliceRows: 90,
      leastSliceRows: 90,
      parallelRuns: 2,
      concurrentRuns: 4,
    });
  });

  it('gives the same bits on both sides of the threshold', async () => {
    const settings = { offloadRows: 10, sliceRows: 100 };
    const runner = await start(settings).createRunner(forestOptions);
    const above = await runner.run(forestRows(30), 30);
    const below = await Promise.all(
      [0, 9, 18, 27].map((from) => runner.run(forestRows(9, from), 9)),
    );
    expect(above).toEqual(Float32Array.from(below.flatMap((rows) => [...rows]).slice(0, 30 * 6)));
  });

  it('runs from the threshold on in the workers, and shorter ones here', async () => {
    const settings = { offloadRows: 10, sliceRows: 100 };
    const { createRunner, pool } = start(settings);
    const runner = await createRunner(forestOptions);
    await pool?.stop();
    await expect(runner.run(forestRows(9), 9)).resolves.toHaveLength(9 * 6);
    await expect(runner.run(forestRows(10), 10)).rejects.toThrow('the workers have stopped');
    await expect(runner.runHere(forestRows(10), 10)).resolves.toHaveLength(10 * 6);
  });

  it('does everything here without workers', async () => {
    const { createRunner, pool } = start({ workers: 0, offloadRows: 2 });
    const runner = await createRunner(forestOptions);
    expect(pool).toBeUndefined();
    expect(runner.plan).toMatchObject({ offloadRows: Infinity, concurrentRuns: 1 });
    await expect(runner.run(forestRows(40), 40)).resolves.toHaveLength(40 * 6);
  });

  it('refuses a block that is not as many rows as it says, here and in a worker', async () => {
    const runner = await start({ offloadRows: 2, sliceRows: 100 }).createRunner(forestOptions);
    for (const rows of [1, 30]) {
      await expect(runner.run(forestRows(20), rows)).rejects.toThrow(
        `expected ${rows} rows of 15, but the block has 300 values`,
      );
    }
  });

  it('refuses a sample that is no rows', async () => {
    await expect(
      start({ workers: 0 }).createRunner({ ...forestOptions, sample: new Float32Array(16) }),
    ).rejects.toThrow('expected a sample of one or more rows of 15, but it has 16 values');
  });

  it('finds out at its start that a model answers another width', async () => {
    await expect(start().createRunner({ ...lineOptions, outputWidth: 6 })).rejects.toThrow(
      /^expected "score" of \d+ × 6, but it is \d+ × 1$/,
    );
  });

  it('runs nothing after its release', async () => {
    const runner = await start({ offloadRows: 2, sliceRows: 100 }).createRunner(forestOptions);
    await runner.release();
    await expect(runner.run(forestRows(1), 1)).rejects.toThrow();
    await expect(runner.run(forestRows(2), 2)).rejects.toThrow(
      'a run of a model that was released',
    );
  });
});
