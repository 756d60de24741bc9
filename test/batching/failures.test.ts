import { answerTo, OUTPUT_WIDTH, rowsOf, settle, workbench } from './workbench';

const broken = new Error('the engine is out of memory');

describe('a run that fails', () => {
  it('rejects everybody with rows in it, with its reason, and nobody else', async () => {
    const { batcher, submit, scheduler, runs, run } = workbench({ maxRunRows: 4 });
    const answers = [submit(1, 2), submit(2, 2), submit(3, 1)];
    // Four rows for three requests: 2, 1 and 1.
    scheduler.endTurn();
    expect(run(0).stretches).toHaveLength(3);
    const later = submit(4, 3);
    await run(0).fail(broken);
    for (const answer of answers) await expect(answer).rejects.toBe(broken);
    // Not a row of request 2, which had one left.
    expect(run(1).stretches).toEqual([{ id: 4, first: 0, rows: 3 }]);
    await run(1).end();
    expect(await later).toEqual(answerTo(rowsOf(4, 3)));
    expect([runs.length, batcher.queuedRows]).toEqual([2, 0]);
  });

  it('drops what its requests have waiting, at once', async () => {
    const { batcher, submit, scheduler, runs, run } = workbench();
    const answer = submit(1, 1000);
    scheduler.endTurn();
    expect(batcher.queuedRows).toBe(900);
    await run(0).fail(broken);
    await expect(answer).rejects.toBe(broken);
    expect([runs.length, batcher.queuedRows, scheduler.pending]).toEqual([1, 0, 0]);
  });

  it('drops them even where others have all of the next run', async () => {
    const { batcher, submit, scheduler, run } = workbench({ maxRunRows: 1 });
    const answer = submit(1, 5);
    scheduler.endTurn();
    void submit(2, 1);
    // Once more behind the one row of request 2.
    await run(0).end();
    void submit(3, 1);
    void submit(4, 1);
    await run(1).fail(broken);
    await expect(answer).rejects.toBe(broken);
    // Request 2 is in flight, 3 and 4 wait, and of request 1 nothing does.
    expect(run(2).stretches).toEqual([{ id: 2, first: 0, rows: 1 }]);
    expect(batcher.queuedRows).toBe(2);
  });

  it('makes what other slices of its requests bring later worth nothing', async () => {
    const { submit, scheduler, runs, run } = workbench({ concurrentRuns: 2 });
    const long = submit(1, 200);
    scheduler.endTurn();
    await run(0).fail(broken);
    await expect(long).rejects.toBe(broken);
    const next = submit(2, 1);
    scheduler.endTurn();
    await run(1).end();
    await run(2).end();
    expect(await next).toEqual(answerTo(rowsOf(2, 1)));
    expect(runs).toHaveLength(3);
  });

  it('tells the first of two reasons', async () => {
    const { submit, scheduler, run } = workbench({ concurrentRuns: 2 });
    const answer = submit(1, 200);
    scheduler.endTurn();
    await run(1).fail(broken);
    await run(0).fail(new Error('too late'));
    await expect(answer).rejects.toBe(broken);
  });

  it('leaves a place for the next', async () => {
    const { submit, scheduler, run } = workbench();
    for (let i = 0; i < 3; i++) {
      const answer = submit(i, 1);
      scheduler.endTurn();
      await run(i).fail(broken);
      await expect(answer).rejects.toBe(broken);
    }
    const answer = submit(3, 1);
    scheduler.endTurn();
    await run(3).end();
    expect(await answer).toEqual(answerTo(rowsOf(3, 1)));
  });

  it('may do so before it gives a promise', async () => {
    let calls = 0;
    const { batcher, submit, scheduler } = workbench({
      run: (block) => {
        if (calls++ === 0) throw broken;
        return Promise.resolve(answerTo(block));
      },
    });
    const failed = submit(1, 150);
    scheduler.endTurn();
    await expect(failed).rejects.toBe(broken);
    expect(batcher.queuedRows).toBe(0);
    const answer = submit(2, 1);
    scheduler.endTurn();
    expect(await answer).toEqual(answerTo(rowsOf(2, 1)));
  });
});

describe('an answer of another length', () => {
  it.each([0, 4 * OUTPUT_WIDTH - 1, 4 * OUTPUT_WIDTH + 1, 5 * OUTPUT_WIDTH])(
    'is a failure: %d values for 4 rows',
    async (length) => {
      const { submit, scheduler, run } = workbench();
      const answers = [submit(1, 3), submit(2, 1)];
      scheduler.endTurn();
      await run(0).end(new Float32Array(length));
      const message = `expected 4 × 3 values from a run, but ${length} came`;
      for (const answer of answers) await expect(answer).rejects.toThrow(new Error(message));
    },
  );

  it('gives nobody any of it', async () => {
    const { submit, scheduler, run } = workbench();
    const answered: number[] = [];
    [1, 2].forEach((id) => {
      submit(id, 1).then(
        () => answered.push(id),
        () => undefined,
      );
    });
    scheduler.endTurn();
    await run(0).end(answerTo(rowsOf(1, 1)));
    await settle();
    expect(answered).toEqual([]);
  });
});
