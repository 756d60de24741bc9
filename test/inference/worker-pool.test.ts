import { WorkerLostError, WorkerPool } from '../../src/inference/worker-pool';
import { type OpenModel } from '../../src/inference/model-runner';
import { openSession } from '../../src/inference/onnx-session';
import { FOREST, LINE, forestRows } from './models';

/** Long enough that a worker is in the middle of it when it is killed. */
const LONG = 10_000;

describe('worker pool', () => {
  let pool: WorkerPool;
  let here: OpenModel;
  beforeAll(async () => {
    here = await openSession(FOREST, 1);
  });
  beforeEach(() => {
    pool = new WorkerPool(2, 1);
  });
  afterEach(() => pool.stop());
  afterAll(() => here.release());

  it('gives each of many runs its own answers, the same bits as on this thread', async () => {
    const forest = await pool.open(FOREST);
    const blocks = Array.from({ length: 40 }, (_, i) => forestRows(i % 17, i));
    const answers = await Promise.all(blocks.map((block, i) => forest.run(block, i % 17)));
    for (const [i, block] of blocks.entries()) {
      expect(answers[i]).toEqual(await here.run(block, i % 17));
    }
  });

  it('does runs of several workers at once', async () => {
    const forest = await pool.open(FOREST);
    const done: string[] = [];
    const note = (name: string) => () => void done.push(name);
    await Promise.all([
      forest.run(forestRows(LONG), LONG).then(note('long')),
      forest.run(forestRows(1), 1).then(note('short')),
    ]);
    expect(done).toEqual(['short', 'long']);
  });

  it('rejects a run that fails, and loses no worker by it', async () => {
    const before = pool.threads;
    const wrong = await pool.open({ ...LINE, outputWidth: 6 });
    await expect(wrong.run(new Float32Array(11), 1)).rejects.toThrow(
      'expected "score" of 1 × 6, but it is 1 × 1',
    );
    expect(pool.threads).toEqual(before);
  });

  it('refuses a model that cannot be opened', async () => {
    await expect(pool.open({ ...LINE, tensor: 'probabilities' })).rejects.toThrow(
      'expected a model with the output "probabilities", but it has score',
    );
  });

  it('replaces a worker that died, and does its rows again', async () => {
    const forest = await pool.open(FOREST);
    const rows = forestRows(LONG);
    const before = pool.threads;
    const answers = Promise.all([forest.run(rows, LONG), forest.run(rows, LONG)]);
    await before[0]?.terminate();
    const expected = await here.run(rows, LONG);
    expect(await answers).toEqual([expected, expected]);

    expect(pool.threads).toHaveLength(2);
    expect(pool.threads).toContain(before[1]);
    expect(pool.threads).not.toContain(before[0]);
    // The new one knows the model as well.
    const short = forestRows(8);
    const many = await Promise.all(Array.from({ length: 8 }, () => forest.run(short, 8)));
    expect(many).toEqual(Array(8).fill(await here.run(short, 8)));
  });

  it('gives up on rows that two workers died with, and on nothing else', async () => {
    const forest = await pool.open(FOREST);
    const rows = forestRows(LONG);
    const [first, second] = pool.threads;
    const runs = Promise.allSettled([forest.run(rows, LONG), forest.run(rows, LONG)]);
    await first?.terminate();
    await second?.terminate();
    const outcomes = await runs;
    const lost = outcomes.flatMap((run) =>
      run.status === 'rejected' ? [run.reason as unknown] : [],
    );
    expect(lost).toEqual([expect.any(WorkerLostError)]);
    expect(String(lost[0])).toBe(
      'WorkerLostError: a run of 10000 rows lost its worker twice: worker exited with code: 1',
    );
    await expect(forest.run(forestRows(3), 3)).resolves.toEqual(await here.run(forestRows(3), 3));
  });

  it('frees a model in every worker', async () => {
    const forest = await pool.open(FOREST);
    const line = await pool.open(LINE);
    await forest.release();
    const runs = Array.from({ length: 4 }, () => forest.run(forestRows(1), 1));
    for (const { status, reason } of (await Promise.allSettled(runs)) as PromiseRejectedResult[]) {
      expect([status, String(reason)]).toEqual([
        'rejected',
        'Error: a run of a model that was released',
      ]);
    }
    await expect(line.run(new Float32Array(11), 1)).resolves.toHaveLength(1);
  });

  it('leaves no thread when it stops, and rejects what was going on', async () => {
    const forest = await pool.open(FOREST);
    const threads = pool.threads;
    const run = expect(forest.run(forestRows(LONG), LONG)).rejects.toThrow(/terminat|exit/i);
    await pool.stop();
    await run;
    expect(threads.map(({ threadId }) => threadId)).toEqual([-1, -1]);
    expect(pool.threads).toEqual([]);
    await forest.release();
  });
});
