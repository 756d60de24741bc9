import { answerTo, rowsOf, workbench } from './workbench';

describe('one row', () => {
  it('does not wait behind ten thousand', async () => {
    const { submit, scheduler, run } = workbench({ maxRunRows: 500 });
    void submit(1, 10_000);
    scheduler.endTurn();
    const single = submit(2, 1);
    await run(0).end();
    expect(run(1).stretches).toEqual([
      { id: 1, first: 500, rows: 499 },
      { id: 2, first: 0, rows: 1 },
    ]);
    await run(1).end();
    expect(await single).toEqual(answerTo(rowsOf(2, 1)));
  });

  it('is in the next run however many lists are there already', async () => {
    const { submit, scheduler, run } = workbench();
    for (let id = 1; id <= 20; id++) void submit(id, 1000);
    scheduler.endTurn();
    void submit(21, 1);
    await run(0).end();
    expect(run(1).stretches.find(({ id }) => id === 21)).toEqual({ id: 21, first: 0, rows: 1 });
    expect(run(1).rows).toBe(100);
  });
});

describe('two long lists', () => {
  it('go on equally, and the one that came later catches nobody up', async () => {
    const { submit, scheduler, run } = workbench();
    void submit(1, 300);
    scheduler.endTurn();
    void submit(2, 300);
    await run(0).end();
    expect(run(1).stretches).toEqual([
      { id: 1, first: 100, rows: 50 },
      { id: 2, first: 0, rows: 50 },
    ]);
    await run(1).end();
    expect(run(2).stretches).toEqual([
      { id: 1, first: 150, rows: 50 },
      { id: 2, first: 50, rows: 50 },
    ]);
  });

  it('take turns with the odd row', async () => {
    const { submit, scheduler, run } = workbench({ maxRunRows: 3 });
    void submit(1, 6);
    void submit(2, 6);
    void submit(3, 6);
    void submit(4, 6);
    scheduler.endTurn();
    for (let i = 0; i < 3; i++) await run(i).end();
    expect([0, 1, 2, 3].map((i) => run(i).stretches.map(({ id }) => id))).toEqual([
      [1, 2, 3],
      [4, 1, 2],
      [3, 4, 1],
      [2, 3, 4],
    ]);
  });
});

describe('more requests than a run has rows', () => {
  it('go first come, first served', async () => {
    const { submit, scheduler, run } = workbench({ maxRunRows: 2 });
    for (let id = 1; id <= 5; id++) void submit(id, 1);
    scheduler.endTurn();
    await run(0).end();
    await run(1).end();
    expect([0, 1, 2].map((i) => run(i).stretches.map(({ id }) => id))).toEqual([
      [1, 2],
      [3, 4],
      [5],
    ]);
  });
});

describe('a list where several runs go on at once', () => {
  it('is shared evenly among them', () => {
    const { submit, scheduler, runs } = workbench({
      leastSliceRows: 10,
      parallelRuns: 4,
      concurrentRuns: 4,
    });
    void submit(1, 100);
    scheduler.endTurn();
    expect(runs.map(({ rows }) => rows)).toEqual([25, 25, 25, 25]);
  });

  it('shares each run with another list, so that runs stay full', async () => {
    const { submit, scheduler, runs, run } = workbench({
      leastSliceRows: 10,
      parallelRuns: 2,
      concurrentRuns: 2,
    });
    void submit(1, 160);
    void submit(2, 160);
    scheduler.endTurn();
    await run(0).end();
    await run(1).end();
    expect(runs.map(({ stretches }) => stretches.map(({ id, rows }) => [id, rows]))).toEqual([
      [
        [1, 50],
        [2, 50],
      ],
      [
        [1, 50],
        [2, 50],
      ],
      [
        [1, 50],
        [2, 50],
      ],
      [
        [1, 10],
        [2, 10],
      ],
    ]);
  });
});
