import { answerTo, FickleCaller, rowsOf, settle, workbench } from './workbench';

describe('a batcher that is closed', () => {
  it('answers what it has taken, takes nothing more, and says when it is idle', async () => {
    const { batcher, submit, scheduler, run } = workbench({ maxRunRows: 4 });
    const answers = [submit(1, 4), submit(2, 3)];
    scheduler.endTurn();
    const told = jest.fn();
    const closed = batcher.close().then(told);
    await expect(submit(3, 1)).rejects.toThrow('expected no rows after close()');
    await run(0).end();
    expect(told).not.toHaveBeenCalled();
    await run(1).end();
    await closed;
    expect(await Promise.all(answers)).toEqual([answerTo(rowsOf(1, 4)), answerTo(rowsOf(2, 3))]);
  });

  it('is idle when its last run fails, or its last caller has gone', async () => {
    const { batcher, submit, scheduler, run } = workbench();
    const answer = submit(1, 2);
    scheduler.endTurn();
    const closed = batcher.close();
    await run(0).fail(new Error('the engine is out of memory'));
    await expect(answer).rejects.toThrow('the engine is out of memory');
    await closed;

    const other = workbench();
    const caller = new FickleCaller();
    const left = other.batcher.submit(rowsOf(1, 2), 2, caller);
    caller.reason = new Error('nobody waits');
    const idle = other.batcher.close();
    other.scheduler.endTurn();
    await expect(left).rejects.toBe(caller.reason);
    await idle;
    await settle();
    expect(other.runs).toEqual([]);
  });

  it('is idle at once where nothing waits', async () => {
    await expect(workbench().batcher.close()).resolves.toBeUndefined();
  });
});
