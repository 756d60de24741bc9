import { GatewayError } from '../../src/errors';
import { FickleCaller, workbench } from './workbench';

const cancelled = new GatewayError('CANCELLED', 'The client closed the connection.');

describe('a full queue', () => {
  it('refuses more rows, and names both numbers', async () => {
    const { batcher, submit } = workbench({ maxQueuedRows: 10 });
    void submit(1, 8);
    const refused = submit(2, 3);
    await expect(refused).rejects.toBeInstanceOf(GatewayError);
    await expect(refused).rejects.toMatchObject({
      code: 'OVERLOADED',
      message:
        'Expected room for 3 more rows to wait, but 8 of at most 10 wait already. Send them again later.',
      details: { queuedRows: 8, rows: 3, maxQueuedRows: 10 },
    });
    expect(batcher.queuedRows).toBe(8);
  });

  it('takes what fits exactly', async () => {
    const { batcher, submit } = workbench({ maxQueuedRows: 10 });
    void submit(1, 8);
    void submit(2, 2);
    expect(batcher.queuedRows).toBe(10);
    await expect(submit(3, 1)).rejects.toMatchObject({ code: 'OVERLOADED' });
  });

  it('does not count rows in flight', () => {
    const { batcher, submit, scheduler } = workbench({ maxQueuedRows: 10, maxRunRows: 10 });
    void submit(1, 10);
    scheduler.endTurn();
    void submit(2, 10);
    expect(batcher.queuedRows).toBe(10);
  });

  it('refuses nobody for the rows of callers who have gone', async () => {
    const { batcher, submit, scheduler, run } = workbench({ maxQueuedRows: 10 });
    const caller = new FickleCaller();
    const gone = [submit(1, 4, caller), submit(2, 4, caller)];
    void submit(3, 1);
    caller.reason = cancelled;
    void submit(4, 9);
    for (const answer of gone) await expect(answer).rejects.toBe(cancelled);
    expect(batcher.queuedRows).toBe(10);
    scheduler.endTurn();
    expect(run(0).stretches).toEqual([
      { id: 3, first: 0, rows: 1 },
      { id: 4, first: 0, rows: 9 },
    ]);
  });

  it('asks nobody before it is full', () => {
    const { submit } = workbench({ maxQueuedRows: 10 });
    const caller = new FickleCaller();
    void submit(1, 9, caller);
    void submit(2, 1);
    expect(caller.checks).toBe(1);
  });
});

describe('a request larger than the queue', () => {
  it('is refused however empty that is, and told so', async () => {
    const { submit, scheduler } = workbench({ maxQueuedRows: 10 });
    await expect(submit(1, 11)).rejects.toMatchObject({
      code: 'OVERLOADED',
      message:
        'Expected at most 10 rows in one request, which is all that may wait, but 11 came. Send them in several.',
      details: { queuedRows: 0, rows: 11, maxQueuedRows: 10 },
    });
    expect(scheduler.pending).toBe(0);
  });
});
