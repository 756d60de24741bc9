import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WorkerPool } from '../../src/inference/worker-pool';
import { WorkerLostError } from '../../src/inference/worker-threads';
import { type OpenModel } from '../../src/inference/model-runner';
import { openSession } from '../../src/inference/onnx-session';
import { projectFile } from '../support/wines';
import { FOREST, LINE, forestRows } from './models';

/** Long enough that others come and go meanwhile. */
const LONG = 10_000;

describe('worker pool', () => {
  let pool: WorkerPool;
  let here: OpenModel;
  beforeAll(async () => {
    here = await openSession(FOREST, 1);
  });
  beforeEach(() => {
    pool = new WorkerPool({ workers: 2, threads: 1 });
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

const MORTAL = projectFile('test', 'inference', 'mortal-worker.mjs');
const wine = Float32Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12]);
/** Rows that so many mortal workers die of before they are scored as `wine`. */
const deadly = (deaths: number) => wine.with(0, deaths);

describe('a worker that dies', () => {
  const redone: string[] = [];
  let pool: WorkerPool;
  let line: OpenModel;
  let score: Float32Array;
  beforeEach(async () => {
    redone.length = 0;
    pool = new WorkerPool({
      workers: 2,
      threads: 1,
      file: MORTAL,
      tellRedone: (task, cause) => redone.push(`${task}: ${String(cause)}`),
    });
    line = await pool.open(LINE);
    score = await line.run(wine, 1);
  });
  afterEach(() => pool.stop());

  it('is replaced, and its rows are done again', async () => {
    const before = pool.threads;
    await expect(line.run(deadly(1), 1)).resolves.toEqual(score);
    expect(pool.threads).toHaveLength(2);
    expect(pool.threads.filter((thread) => before.includes(thread))).toHaveLength(1);
  });

  it('is counted, and what it died of is told', async () => {
    expect(pool.deaths).toBe(0);
    await line.run(deadly(1), 1);
    expect(pool.deaths).toBe(1);
    expect(redone).toEqual(['a run of 1 rows: Error: worker exited with code: 1']);
  });

  it('takes nothing else down that it had in hand', async () => {
    const runs = [deadly(1), wine, wine, wine, wine].map((rows) => line.run(rows, 1));
    await expect(Promise.all(runs)).resolves.toEqual(Array(5).fill(score));
  });

  it('is followed by one that knows the model', async () => {
    const before = pool.threads;
    while (pool.threads.some((thread) => before.includes(thread))) await line.run(deadly(1), 1);
    await expect(line.run(wine, 1)).resolves.toEqual(score);
  });

  it('and the next one of the same rows as well make the run fail, and no other', async () => {
    const [lost, ...others] = [deadly(2), wine, wine, wine].map((rows) => line.run(rows, 1));
    await expect(lost).rejects.toBeInstanceOf(WorkerLostError);
    await expect(lost).rejects.toThrow(
      'a run of 1 rows lost its worker twice: worker exited with code: 1',
    );
    await expect(Promise.all(others)).resolves.toEqual(Array(3).fill(score));
  });

  /** Twelve runs, every other of which ends the worker that has it. */
  const halfDeadly = () => {
    const runs = Array.from({ length: 6 }, () => [deadly(1), wine]).flat();
    return Promise.all(runs.map((rows) => line.run(rows, 1)));
  };

  it('with all others, again and again, costs no rows that it had only waiting', async () => {
    await expect(halfDeadly()).resolves.toEqual(Array(12).fill(score));
    expect(pool.deaths).toBe(6);
  });

  it('costs no rows that it had done, where the event loop sees their answers and its end at once', async () => {
    const holdingUp = setInterval(() => {
      const end = performance.now() + 30;
      while (performance.now() < end);
    }, 35);
    try {
      for (let i = 0; i < 4; i++) {
        await expect(halfDeadly()).resolves.toEqual(Array(12).fill(score));
      }
    } finally {
      clearInterval(holdingUp);
    }
  });
});

describe('a worker whose successor dies before it is up', () => {
  const stillborn = path.join(tmpdir(), `provador-stillborn-${process.pid}`);

  it('is followed by another one, which does what waits', async () => {
    const pool = new WorkerPool({ workers: 1, threads: 1, file: MORTAL });
    const line = await pool.open(LINE);
    const score = await line.run(wine, 1);
    writeFileSync(stillborn, '');
    const runs = [deadly(1), wine, wine, wine].map((rows) => line.run(rows, 1));
    await expect(Promise.all(runs)).resolves.toEqual(Array(4).fill(score));
    expect(pool.deaths).toBe(2);
    await pool.stop();
  });
});

describe('workers that cannot start', () => {
  it('make what they are asked for fail', async () => {
    const file = projectFile('test', 'inference', 'no-such-worker.mjs');
    const pool = new WorkerPool({ workers: 2, threads: 1, file });
    await expect(pool.open(LINE)).rejects.toThrow(
      /^the task "open" was given up when 9 workers had died: Cannot find/,
    );
    await pool.stop();
    expect(pool.threads).toEqual([]);
  });
});

describe('a task of another file', () => {
  const file = projectFile('test', 'inference', 'foreign-worker.mjs');
  const task = (does: string, deaths: number) => {
    const block = new SharedArrayBuffer(8);
    new Int32Array(block)[0] = deaths;
    return { do: does, block };
  };
  let pool: WorkerPool;
  beforeEach(() => {
    pool = new WorkerPool({ workers: 2, threads: 1 });
  });
  afterEach(() => pool.stop());

  it('is done by a worker that does those of its own besides', async () => {
    const line = await pool.open(LINE);
    const one = task('die', 0);
    await Promise.all([pool.call(file, one), line.run(new Float32Array(11), 1)]);
    expect([...new Int32Array(one.block)]).toEqual([0, 42]);
  });

  it('is done once more when its worker dies, and fails when two do', async () => {
    const line = await pool.open(LINE);
    const one = task('die', 1);
    await pool.call(file, one);
    expect([...new Int32Array(one.block)]).toEqual([0, 42]);
    await expect(pool.call(file, task('die', 2))).rejects.toThrow(
      'the task "die" lost its worker twice: worker exited with code: 1',
    );
    await expect(line.run(new Float32Array(11), 1)).resolves.toHaveLength(1);
  });

  it('rejects with its failure', async () => {
    await expect(pool.call(file, task('fail', 0))).rejects.toThrow('as it was asked to');
    await expect(pool.callEvery(file, task('fail', 0))).rejects.toThrow('as it was asked to');
  });

  it('is refused when the workers have stopped', async () => {
    await pool.stop();
    await expect(pool.call(file, task('die', 0))).rejects.toThrow('the workers have stopped');
    await expect(pool.callEvery(file, task('die', 0))).rejects.toThrow('the workers have stopped');
  });
});
