import { patient, rowsOf, workbench } from './workbench';

/** A workbench whose submissions have a priority. */
function prioritised(options: Parameters<typeof workbench>[0] = {}) {
  const bench = workbench({ maxRunRows: 8, leastSliceRows: 8, ...options });
  const submit = (id: number, rows: number, priority: 0 | 1) => {
    const answer = bench.batcher.submit(rowsOf(id, rows), rows, patient, priority);
    answer.catch(() => undefined);
    return answer;
  };
  const idsOf = (i: number) => bench.run(i).stretches.map(({ id, rows }) => [id, rows]);
  return { ...bench, submit, idsOf };
}

describe('rows of two priorities', () => {
  it('go in their order, whoever came first', async () => {
    const { submit, scheduler, run, idsOf } = prioritised();
    void submit(2, 8, 1);
    void submit(1, 6, 0);
    scheduler.endTurn();
    await run(0).end();
    expect([idsOf(0), idsOf(1)]).toEqual([
      [
        [1, 6],
        [2, 2],
      ],
      [[2, 6]],
    ]);
  });

  it('share a run fairly with their equals only', () => {
    const { submit, scheduler, idsOf } = prioritised({ maxRunRows: 600, leastSliceRows: 600 });
    void submit(1, 1000, 1);
    void submit(2, 1000, 1);
    void submit(3, 16, 0);
    scheduler.endTurn();
    expect(idsOf(0)).toEqual([
      [3, 16],
      [1, 292],
      [2, 292],
    ]);
  });

  it('of the second share a run among so many only that each gets some, in turns', async () => {
    const { submit, scheduler, run, idsOf } = prioritised({ maxRunRows: 512, leastSliceRows: 512 });
    for (let id = 1; id <= 5; id++) void submit(id, 800, 1);
    scheduler.endTurn();
    for (let i = 0; i < 2; i++) await run(i).end();
    expect([0, 1, 2].map(idsOf)).toEqual([
      [
        [1, 256],
        [2, 256],
      ],
      [
        [3, 256],
        [4, 256],
      ],
      [
        [5, 256],
        [1, 256],
      ],
    ]);
  });

  it('of the second get a quarter of the runs however many of the first come', async () => {
    const { submit, scheduler, run, idsOf } = prioritised();
    void submit(1, 10_000, 0);
    void submit(2, 100, 1);
    scheduler.endTurn();
    for (let i = 0; i < 10; i++) {
      await run(i).end();
      expect(idsOf(i)).toEqual([
        [1, 6],
        [2, 2],
      ]);
    }
  });

  it('of the second get every fourth run where a run has room for one row', async () => {
    const { submit, scheduler, run, idsOf } = prioritised({ maxRunRows: 1, leastSliceRows: 1 });
    void submit(1, 100, 0);
    void submit(2, 100, 1);
    scheduler.endTurn();
    for (let i = 0; i < 7; i++) await run(i).end();
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((i) => idsOf(i)[0]?.[0])).toEqual([1, 1, 1, 2, 1, 1, 1, 2]);
  });
});
