import { type Worker } from 'node:worker_threads';
import { WorkerLostError, WorkerPool } from '../../src/inference/worker-pool';
import { type OpenModel } from '../../src/inference/model-runner';
import { openSession } from '../../src/inference/onnx-session';
import { FOREST, LINE, forestRows } from './models';

/** Long enough that others come and go meanwhile. */
const LONG = 10_000;

/**
 * Lets a worker die of an uncaught error, by a message that the pool's side of it cannot read; what
 * it is given afterwards is lost. Resolves when it is dead. (`terminate` in the middle of a run
 * would abort the process: see `WorkerPool.stop`.)
 */
function kill(thread: Worker | undefined): Promise<unknown> {
  if (!thread) throw new Error('expected a worker to kill');
  const death = new Promise((resolve) => thread.once('exit', resolve));
  thread.postMessage(null);
  return death;
}

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

  it('does the rows of a worker that died again, and replaces it', async () => {
    const forest = await pool.open(FOREST);
    const expected = await here.run(forestRows(8), 8);
    const [first, second] = pool.threads;
    const death = kill(first);
    // One for each worker.
    const answers = Promise.all([forest.run(forestRows(8), 8), forest.run(forestRows(8), 8)]);
    await death;
    expect(pool.threads).toHaveLength(2);
    expect(pool.threads).not.toContain(first);
    expect(await answers).toEqual([expected, expected]);

    // The new one knows the model: it alone is left to answer.
    await kill(second);
    await expect(forest.run(forestRows(8), 8)).resolves.toEqual(expected);
  });

  it('gives up on rows that two workers died with, and on nothing else', async () => {
    const forest = await pool.open(FOREST);
    const [first, second] = pool.threads;
    // The moment that the pool learns of it, so that the second is given the rows and dies too.
    first?.once('error', () => void kill(second));
    void kill(first);
    const runs = [forest.run(forestRows(8), 8), forest.run(forestRows(8), 8)];
    const outcomes = await Promise.allSettled(runs);

    const lost = outcomes.flatMap((run) =>
      run.status === 'rejected' ? [run.reason as unknown] : [],
    );
    expect(lost).toEqual([expect.any(WorkerLostError)]);
    expect(String(lost[0])).toMatch(
      /^WorkerLostError: a run of 8 rows lost its worker twice: Cannot destructure/,
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

  it('finishes what is going on when it stops, and leaves no thread', async () => {
    const forest = await pool.open(FOREST);
    const threads = pool.threads;
    const rows = forestRows(LONG);
    const runs = Promise.all(Array.from({ length: 6 }, () => forest.run(rows, LONG)));
    await pool.stop();
    expect(await runs).toHaveLength(6);
    expect(threads.map(({ threadId }) => threadId)).toEqual([-1, -1]);
    expect(pool.threads).toEqual([]);
    await expect(forest.run(rows, LONG)).rejects.toThrow('the workers have stopped');
    await forest.release();
  });
});
