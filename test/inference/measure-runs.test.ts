import { setImmediate as endOfTurn } from 'node:timers/promises';
import { measureRuns } from '../../src/inference/measure-runs';

/**
 * A clock that runs make go forward by what they cost, and by much more for each seventh of them. Like
 * those of ONNX Runtime they begin when the turn of the event loop ends.
 */
function simulate(costs: { here: (rows: number) => number; there?: (rows: number) => number }) {
  let time = 0;
  let runs = 0;
  const sizes: number[] = [];
  const model = (cost: (rows: number) => number) => ({
    run: async (prepared: Float32Array, rows: number) => {
      expect(prepared).toHaveLength(rows * 2);
      sizes.push(rows);
      await endOfTurn();
      time += cost(rows) + (++runs % 7 === 0 ? 50 : 0);
      return prepared;
    },
  });
  const options = {
    here: model(costs.here),
    there: costs.there && model(costs.there),
    inputWidth: 2,
    sample: Float32Array.of(1, 10, 2, 20, 3, 30),
    now: () => time,
  };
  const pass = (ms: number) => {
    time += ms;
  };
  return { options, sizes, pass };
}

describe('measurement', () => {
  it('tells what a run and a row cost, and the way to a worker, whatever disturbs single runs', async () => {
    const { options } = simulate({ here: (rows) => 0.04 + rows * 0.016, there: () => 0.2 });
    const costs = await measureRuns(options);
    expect(costs.perRun).toBeCloseTo(0.04, 6);
    expect(costs.perRow).toBeCloseTo(0.016, 6);
    expect(costs.roundTrip).toBeCloseTo(0.2, 6);
  });

  it('does not count what else is done in the turns of the event loop', async () => {
    const { options, pass } = simulate({ here: (rows) => 0.04 + rows * 0.016 });
    const measuring = { over: false };
    const others = async () => {
      while (!measuring.over) {
        await endOfTurn();
        pass(2);
      }
    };
    const busy = others();
    const costs = await measureRuns(options);
    measuring.over = true;
    await busy;
    expect(costs.perRun).toBeCloseTo(0.04, 6);
    expect(costs.perRow).toBeCloseTo(0.016, 6);
  });

  it('looks at many rows when they cost little, and at few when they cost much', async () => {
    const line = simulate({ here: () => 0.01 });
    expect(await measureRuns(line.options)).toMatchObject({ perRow: 0 });
    expect(Math.max(...line.sizes)).toBe(16_384);

    const forest = simulate({ here: (rows) => rows });
    await measureRuns(forest.options);
    expect(Math.max(...forest.sizes)).toBe(64);
  });

  it('has no way to a worker where there is none', async () => {
    const { options } = simulate({ here: () => 0.01 });
    expect((await measureRuns(options)).roundTrip).toBe(Infinity);
  });

  it("runs rows that mix the sample's values, each column from its own", async () => {
    const seen: Float32Array[] = [];
    const { options } = simulate({ here: () => 1 });
    const run = (prepared: Float32Array) => {
      seen.push(prepared);
      return Promise.resolve(prepared);
    };
    await measureRuns({ ...options, here: { run } });
    const rows = seen.flatMap((block) =>
      Array.from({ length: block.length / 2 }, (_, i) => `${block[2 * i]} ${block[2 * i + 1]}`),
    );
    expect([...new Set(rows)].sort()).toEqual(
      ['1', '2', '3'].flatMap((a) => ['10', '20', '30'].map((b) => `${a} ${b}`)),
    );
  });
});
