import { GatewayError } from '../../src/errors';
import { answerTo, FickleCaller, rowsOf, workbench } from './workbench';

const cancelled = new GatewayError('CANCELLED', 'The client closed the connection.');

describe('a caller who no longer waits', () => {
  it('is not queued', async () => {
    const { batcher, submit, scheduler } = workbench();
    const caller = new FickleCaller();
    caller.reason = cancelled;
    await expect(submit(1, 1, caller)).rejects.toBe(cancelled);
    expect([batcher.queuedRows, scheduler.pending]).toEqual([0, 0]);
  });

  it('is not run, and the others take the room', async () => {
    const { submit, scheduler, run } = workbench({ maxRunRows: 4 });
    const caller = new FickleCaller();
    const gone = submit(1, 2, caller);
    void submit(2, 4);
    caller.reason = cancelled;
    scheduler.endTurn();
    await expect(gone).rejects.toBe(cancelled);
    expect(run(0).stretches).toEqual([{ id: 2, first: 0, rows: 4 }]);
  });

  it('starts no run where nobody else does', async () => {
    const { batcher, submit, scheduler, runs } = workbench({ concurrentRuns: 3 });
    const caller = new FickleCaller();
    const answers = [submit(1, 250, caller), submit(2, 1, caller)];
    caller.reason = cancelled;
    scheduler.endTurn();
    for (const answer of answers) await expect(answer).rejects.toBe(cancelled);
    expect([runs.length, batcher.queuedRows, scheduler.pending]).toEqual([0, 0, 0]);
  });

  it('loses the rows that wait, while those in flight come for nobody', async () => {
    const { batcher, submit, scheduler, runs, run } = workbench();
    const caller = new FickleCaller();
    const answer = submit(1, 1000, caller);
    scheduler.endTurn();
    caller.reason = cancelled;
    await run(0).end();
    await expect(answer).rejects.toBe(cancelled);
    expect([runs.length, batcher.queuedRows, scheduler.pending]).toEqual([1, 0, 0]);
  });

  it('is answered all the same when all of its rows are in flight', async () => {
    const { submit, scheduler, run } = workbench();
    const caller = new FickleCaller();
    const answer = submit(1, 1, caller);
    scheduler.endTurn();
    caller.reason = cancelled;
    await run(0).end();
    expect(await answer).toEqual(answerTo(rowsOf(1, 1)));
  });
});

describe('a caller', () => {
  it('is asked when it submits, and before each run of its rows', async () => {
    const { submit, scheduler, run } = workbench();
    const caller = new FickleCaller();
    void submit(1, 250, caller);
    expect(caller.checks).toBe(1);
    scheduler.endTurn();
    for (let i = 0; i < 3; i++) await run(i).end();
    expect(caller.checks).toBe(4);
  });
});
