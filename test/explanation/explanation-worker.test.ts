import { createExplainer } from '../../src/explanation/explainer';
import explainHere, {
  type ExplainerSetup,
  type ExplanationTask,
} from '../../src/explanation/explanation-worker';
import { WorkerPool } from '../../src/inference/worker-pool';
import { WIDTH } from '../../src/wine-fields';
import { projectFile } from '../support/wines';
import { madeUpWines, readVersion } from './versions';

const FILE = projectFile('dist', 'explanation', 'explanation-worker.js');
const shared = (bytes: Uint8Array): SharedArrayBuffer => {
  const memory = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(memory).set(bytes);
  return memory;
};

describe('explaining in workers', () => {
  const { model, preprocessing, preparation, output } = readVersion('2');
  const background = madeUpWines(64, 1);
  const setup: ExplainerSetup = {
    model: shared(model),
    preprocessing,
    background: shared(new Uint8Array(background.buffer)),
    output,
  };
  const task = (wines: Float64Array, key = '2'): Extract<ExplanationTask, { do: 'explain' }> => {
    const block = new SharedArrayBuffer(2 * wines.byteLength);
    new Float64Array(block).set(wines);
    return { do: 'explain', key, setup, rows: wines.length / WIDTH, block };
  };
  let pool: WorkerPool;
  beforeEach(() => {
    pool = new WorkerPool({ workers: 2, threads: 1 });
  });
  afterEach(() => pool.stop());

  it('gives the same bits as on this thread, and leaves the wines as they are', async () => {
    const blocks = [3, 1, 0, 5].map((rows, i) => madeUpWines(rows, i));
    const tasks = blocks.map((wines) => task(wines));
    await Promise.all(tasks.map((one) => pool.call(FILE, one)));
    const explainer = createExplainer({ model, preparation, background, output });
    for (const [i, wines] of blocks.entries()) {
      const values = new Float64Array(tasks[i]?.block ?? new SharedArrayBuffer(0));
      expect([...values.slice(0, wines.length)]).toEqual([...wines]);
      const expected = explainer?.explain(wines, wines.length / WIDTH) ?? [];
      expect([...values.slice(wines.length)]).toEqual([...expected]);
    }
  });

  it('fails when the setup is of no model that is explained, and loses no worker by it', async () => {
    const before = pool.threads;
    const wrong = { ...setup, output: { kind: 'score', grades: [1] } } as const;
    const one = { ...task(madeUpWines(1, 1)), setup: wrong };
    await expect(pool.call(FILE, one)).rejects.toThrow(
      'expected a model that trees or a line explain',
    );
    expect(pool.threads).toEqual(before);
  });

  it('says when an explainer came or went, as that leaves as much behind as it takes', () => {
    const close: ExplanationTask = { do: 'close', key: 'here' };
    const told = [
      task(madeUpWines(1, 1), 'here'),
      task(madeUpWines(1, 2), 'here'),
      close,
      close,
    ].map((one) => explainHere(one).leftGarbage);
    expect(told).toEqual([true, false, true, false]);
  });

  it('lets go of an explainer in every worker, and makes it anew when it is asked again', async () => {
    await pool.call(FILE, task(madeUpWines(1, 1)));
    const close: ExplanationTask = { do: 'close', key: '2' };
    await pool.callEvery(FILE, close);
    const one = task(madeUpWines(1, 1));
    await pool.call(FILE, one);
    expect(new Float64Array(one.block).slice(WIDTH).some((value) => value !== 0)).toBe(true);
  });
});
