import { type BatchObserver } from '../../src/batching/batcher';
import { workbench, patient } from './workbench';

/** Writes down what it is told. */
function witness(): BatchObserver & { readonly told: unknown[][] } {
  const told: unknown[][] = [];
  return {
    told,
    waited: (from, to) => void told.push(['waited', from, to]),
    ran: (rows, from, to, failed) => void told.push(['ran', rows, from, to, failed]),
    answered: (from, to) => void told.push(['answered', from, to]),
  };
}

describe('an observer', () => {
  it('is told how long requests waited, how long runs took, and when all rows were answered', async () => {
    const observer = witness();
    const { submit, scheduler, run } = workbench({ observer });
    const first = submit(1, 3);
    scheduler.advance(5);
    scheduler.endTurn();
    const second = submit(2, 2);
    scheduler.advance(7);
    await run(0).end();
    await first;
    scheduler.advance(4);
    await run(1).end();
    await second;
    expect(observer.told).toEqual([
      ['waited', 0, 5],
      ['ran', 3, 5, 12, false],
      ['answered', 0, 12],
      ['waited', 5, 12],
      ['ran', 2, 12, 16, false],
      ['answered', 5, 16],
    ]);
  });

  it('of a caller is told of its own rows only, in each of the runs that have some', async () => {
    const observer = witness();
    const { submit, scheduler, run } = workbench({ maxRunRows: 4, leastSliceRows: 4 });
    const own = submit(1, 6, { ...patient, observer });
    void submit(2, 1);
    scheduler.endTurn();
    await run(0).end();
    scheduler.advance(1);
    await run(1).end();
    await own;
    expect(observer.told).toEqual([
      ['waited', 0, 0],
      ['ran', 3, 0, 0, false],
      ['ran', 3, 0, 1, false],
      ['answered', 0, 1],
    ]);
  });

  it('is told of a run that failed, and of no answer', async () => {
    const observer = witness();
    const { submit, scheduler, run } = workbench({ observer });
    const answer = submit(1, 3);
    scheduler.endTurn();
    await run(0).fail(new Error('no'));
    await expect(answer).rejects.toThrow('no');
    expect(observer.told).toEqual([
      ['waited', 0, 0],
      ['ran', 3, 0, 0, true],
    ]);
  });
});
