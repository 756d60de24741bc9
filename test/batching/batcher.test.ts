import { Batcher } from '../../src/batching/batcher';
import { systemScheduler } from '../../src/batching/scheduler';
import {
  answerTo,
  FickleCaller,
  INPUT_WIDTH,
  OUTPUT_WIDTH,
  patient,
  rowsOf,
  settle,
  workbench,
} from './workbench';

describe('requests of one turn', () => {
  it('share a run, in the order they came, and each gets its own rows', async () => {
    const { submit, scheduler, runs, run } = workbench();
    const answers = [submit(1, 1), submit(2, 3), submit(3, 1)];
    expect(runs).toHaveLength(0);
    scheduler.endTurn();
    expect(runs).toHaveLength(1);
    expect(run(0).rows).toBe(5);
    expect(run(0).stretches).toEqual([
      { id: 1, first: 0, rows: 1 },
      { id: 2, first: 0, rows: 3 },
      { id: 3, first: 0, rows: 1 },
    ]);
    await run(0).end();
    expect(await Promise.all(answers)).toEqual([
      Float32Array.of(1, 0, 1000),
      Float32Array.of(2, 0, 2000, 2, 1, 2001, 2, 2, 2002),
      Float32Array.of(3, 0, 3000),
    ]);
    expect(runs).toHaveLength(1);
  });

  it('get memory of their own', async () => {
    const { submit, scheduler, run } = workbench();
    const answers = [submit(1, 1), submit(2, 1)];
    scheduler.endTurn();
    await run(0).end();
    const buffers = (await Promise.all(answers)).map(({ buffer }) => buffer);
    expect(buffers.map(({ byteLength }) => byteLength)).toEqual([12, 12]);
    expect(buffers[0]).not.toBe(buffers[1]);
  });

  it('ask for one task only', () => {
    const { submit, scheduler } = workbench();
    void submit(1, 1);
    void submit(2, 1);
    expect(scheduler.pending).toBe(1);
  });
});

describe('an idle batcher', () => {
  it('runs nothing, and plans nothing', async () => {
    const { batcher, submit, scheduler, runs, run } = workbench();
    expect(scheduler.pending).toBe(0);
    void submit(1, 2);
    scheduler.endTurn();
    await run(0).end();
    scheduler.endTurn();
    expect([runs.length, scheduler.pending, batcher.queuedRows]).toEqual([1, 0, 0]);
  });

  it('answers no rows at once, without a run', async () => {
    const { batcher, scheduler, runs } = workbench();
    await expect(batcher.submit(new Float32Array(0), 0, patient)).resolves.toEqual(
      new Float32Array(0),
    );
    expect([runs.length, scheduler.pending]).toEqual([0, 0]);
  });
});

describe('while a run is in flight', () => {
  it('rows gather, and start together the moment it ends', async () => {
    const { batcher, submit, scheduler, runs, run } = workbench();
    void submit(1, 1);
    scheduler.endTurn();
    void submit(2, 1);
    scheduler.endTurn();
    void submit(3, 2);
    scheduler.endTurn();
    expect([runs.length, batcher.queuedRows]).toEqual([1, 3]);
    await run(0).end();
    // No turn had to end.
    expect(run(1).stretches).toEqual([
      { id: 2, first: 0, rows: 1 },
      { id: 3, first: 0, rows: 2 },
    ]);
    expect([runs.length, batcher.queuedRows]).toEqual([2, 0]);
  });

  it('another may start where more are allowed, and never one too many', async () => {
    const { submit, scheduler, runs, run } = workbench({ concurrentRuns: 2 });
    const answers = [submit(1, 250), submit(2, 60)];
    scheduler.endTurn();
    expect(runs.map(({ rows }) => rows)).toEqual([100, 100]);
    await run(1).end();
    expect(runs.map(({ rows }) => rows)).toEqual([100, 100, 100]);
    await run(2).end();
    expect(runs.map(({ rows }) => rows)).toEqual([100, 100, 100, 10]);
    await run(3).end();
    // The oldest run ends last, and its rows are in their places all the same.
    await run(0).end();
    expect(await Promise.all(answers)).toEqual([answerTo(rowsOf(1, 250)), answerTo(rowsOf(2, 60))]);
  });
});

describe('a list longer than a run', () => {
  it('is cut, the last slice being what is left, and is answered whole', async () => {
    const { submit, scheduler, runs, run } = workbench();
    const answer = submit(1, 250);
    scheduler.endTurn();
    for (let i = 0; i < 3; i++) await run(i).end();
    expect(runs.map(({ stretches }) => stretches)).toEqual([
      [{ id: 1, first: 0, rows: 100 }],
      [{ id: 1, first: 100, rows: 100 }],
      [{ id: 1, first: 200, rows: 50 }],
    ]);
    expect(await answer).toEqual(answerTo(rowsOf(1, 250)));
  });

  it('is not copied where it has a run for itself', async () => {
    const { batcher, scheduler, run } = workbench();
    const block = rowsOf(1, 150);
    void batcher.submit(block, 150, patient);
    scheduler.endTurn();
    await run(0).end();
    expect([run(0).block.buffer, run(1).block.buffer]).toEqual([block.buffer, block.buffer]);
    expect(run(1).block.byteOffset).toBe(100 * INPUT_WIDTH * 4);
  });

  it('that fills one run is given the answer as it is', async () => {
    const { submit, scheduler, run } = workbench();
    const answer = submit(1, 100);
    scheduler.endTurn();
    const output = answerTo(run(0).block);
    await run(0).end(output);
    expect(await answer).toBe(output);
  });
});

describe('with a delay', () => {
  it('rows wait that long for others, and go together', () => {
    const { submit, scheduler, runs, run } = workbench({ delayMs: 5 });
    void submit(1, 1);
    scheduler.endTurn();
    scheduler.advance(3);
    void submit(2, 1);
    scheduler.advance(1.9);
    expect(runs).toHaveLength(0);
    scheduler.advance(0.1);
    expect(run(0).stretches.map(({ id }) => id)).toEqual([1, 2]);
    expect(scheduler.pending).toBe(0);
  });

  it('a full run starts at the end of the turn, and a rest of it waits no longer than its own time', async () => {
    const { submit, scheduler, runs, run } = workbench({ delayMs: 5, concurrentRuns: 2 });
    void submit(1, 60);
    scheduler.advance(2);
    void submit(2, 60);
    expect(runs).toHaveLength(0);
    scheduler.endTurn();
    expect(runs.map(({ rows }) => rows)).toEqual([100]);
    scheduler.advance(2.9);
    expect(runs).toHaveLength(1);
    scheduler.advance(0.1);
    expect(runs.map(({ rows }) => rows)).toEqual([100, 20]);
    await run(0).end();
    await run(1).end();
    expect(runs).toHaveLength(2);
  });

  it('an alarm for rows that have gone starts none too early', () => {
    const { submit, scheduler, runs } = workbench({ delayMs: 5, concurrentRuns: 2 });
    void submit(1, 100);
    scheduler.endTurn();
    void submit(2, 1);
    scheduler.advance(4);
    void submit(3, 99);
    scheduler.endTurn();
    expect(runs.map(({ rows }) => rows)).toEqual([100, 100]);
  });

  it('rows that come after a full run have a time of their own', async () => {
    const { submit, scheduler, runs, run } = workbench({ delayMs: 5, concurrentRuns: 2 });
    void submit(1, 1);
    scheduler.advance(4);
    void submit(2, 99);
    scheduler.endTurn();
    await run(0).end();
    void submit(3, 1);
    // The first alarm, at 5, finds a row that may wait until 9.
    scheduler.advance(4.9);
    expect(runs).toHaveLength(1);
    scheduler.advance(0.1);
    expect(runs).toHaveLength(2);
  });

  it('the end of a run starts the next one at once', async () => {
    const { submit, scheduler, runs, run } = workbench({ delayMs: 5 });
    void submit(1, 100);
    scheduler.endTurn();
    void submit(2, 1);
    scheduler.advance(1);
    await run(0).end();
    expect(runs.map(({ rows }) => rows)).toEqual([100, 1]);
  });
});

describe('a programming error', () => {
  it.each([
    { rows: 2, length: 5, message: 'expected a block of 2 × 2 values, but 5 came' },
    { rows: 0, length: 2, message: 'expected a block of 0 × 2 values, but 2 came' },
    { rows: -1, length: 2, message: 'expected a block of -1 × 2 values, but 2 came' },
    { rows: NaN, length: 0, message: 'expected a block of NaN × 2 values, but 0 came' },
  ])('is a block of $length values for $rows rows', async ({ rows, length, message }) => {
    const { batcher, scheduler } = workbench();
    const caller = new FickleCaller();
    const answer = batcher.submit(new Float32Array(length), rows, caller);
    await expect(answer).rejects.toThrow(new Error(message));
    expect([batcher.queuedRows, scheduler.pending, caller.checks]).toEqual([0, 0, 0]);
  });

  it.each([
    ['maxRunRows', 0, 'maxRunRows: expected a whole number from 1 on, but 0 came'],
    ['leastSliceRows', 0, 'leastSliceRows: expected a whole number from 1 on, but 0 came'],
    ['leastSliceRows', 101, 'leastSliceRows: expected at most maxRunRows, 100, but 101 came'],
    ['maxQueuedRows', 1.5, 'maxQueuedRows: expected a whole number from 1 on, but 1.5 came'],
    ['parallelRuns', 0, 'parallelRuns: expected a whole number from 1 on, but 0 came'],
    ['concurrentRuns', NaN, 'concurrentRuns: expected a whole number from 1 on, but NaN came'],
    ['inputWidth', -1, 'inputWidth: expected a whole number from 1 on, but -1 came'],
    ['outputWidth', 0, 'outputWidth: expected a whole number from 1 on, but 0 came'],
    ['delayMs', -1, 'delayMs: expected milliseconds from 0 on, but -1 came'],
    ['delayMs', Infinity, 'delayMs: expected milliseconds from 0 on, but Infinity came'],
    ['delayMs', NaN, 'delayMs: expected milliseconds from 0 on, but NaN came'],
    ['expectedRowsPerMs', 0, 'expectedRowsPerMs: expected more than 0, but 0 came'],
  ])('is a batcher with %s of %d', (name, value, message) => {
    expect(() => workbench({ [name]: value })).toThrow(new Error(message));
  });
});

describe("with the process's own scheduler", () => {
  it.each([0, 1])('requests of a turn share a run, with a delay of %d ms', async (delayMs) => {
    const sizes: number[] = [];
    const batcher = new Batcher({
      inputWidth: INPUT_WIDTH,
      outputWidth: OUTPUT_WIDTH,
      allocate: (length): Float32Array => new Float32Array(length),
      maxRunRows: 100,
      leastSliceRows: 100,
      maxQueuedRows: 1000,
      expectedRowsPerMs: 1,
      parallelRuns: 1,
      concurrentRuns: 1,
      delayMs,
      scheduler: systemScheduler,
      run: (block, rows) => {
        sizes.push(rows);
        return Promise.resolve(answerTo(block));
      },
    });
    const answers = [1, 2].map((id) => batcher.submit(rowsOf(id, 2), 2, patient));
    expect(await Promise.all(answers)).toEqual([answerTo(rowsOf(1, 2)), answerTo(rowsOf(2, 2))]);
    await settle();
    expect(sizes).toEqual([4]);
  });
});
