import { GatewayError } from '../../src/errors';
import { answerTo, FickleCaller, patient, rowsOf, workbench } from './workbench';

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
      details: { rows: 3, retryAfterMs: 8, queue: { rows: 8, limit: 10 } },
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
  it('is taken when it finds nobody waiting, and refused otherwise', async () => {
    const { batcher, submit, scheduler, run } = workbench({ maxQueuedRows: 10, maxRunRows: 20 });
    const long = submit(1, 25);
    expect(batcher.queuedRows).toBe(25);
    const refused = submit(2, 11);
    await expect(refused).rejects.toMatchObject({
      details: { rows: 11, retryAfterMs: 25, queue: { rows: 25, limit: 10 } },
    });
    scheduler.endTurn();
    await run(0).end();
    await run(1).end();
    expect(await long).toEqual(answerTo(rowsOf(1, 25)));
  });
});

describe('rows that are still being read', () => {
  it('take room from those that come later, and from nobody once they are read', () => {
    const { batcher } = workbench({ maxQueuedRows: 10 });
    const end = batcher.expect(8);
    expect(batcher.takes(2, patient)).toBe(true);
    expect(batcher.takes(3, patient)).toBe(false);
    expect(batcher.refusalOf(3, patient)).toMatchObject({
      code: 'OVERLOADED',
      message:
        'Expected room for 3 more rows to wait, but 8 of at most 10 wait already. Send them again later.',
      details: { rows: 3, retryAfterMs: 8, queue: { rows: 8, limit: 10 } },
    });
    end();
    expect(batcher.takes(10, patient)).toBe(true);
  });

  it('take no room from those that are read already', () => {
    const { batcher, submit } = workbench({ maxQueuedRows: 10 });
    void submit(1, 4);
    batcher.expect(8);
    void submit(2, 6);
    expect(batcher.queuedRows).toBe(10);
  });

  it('take time from those that come later, of each as many as they have themselves', () => {
    const { batcher } = workbench();
    const hurried = (ms: number) => ({ ...patient, remainingMs: () => ms });
    batcher.expect(50);
    batcher.expect(50);
    expect(batcher.takes(10, hurried(90), 1)).toBe(true);
    expect(batcher.takes(10, hurried(89), 1)).toBe(false);
    // What goes before them does not wait for them.
    expect(batcher.takes(10, hurried(30), 0)).toBe(true);
  });
});

describe('a request that was let in before it was read', () => {
  it('is not refused when the queue turns out a quarter slower, but when it is slower than that', () => {
    const { batcher, submit } = workbench();
    void submit(1, 10);
    const hurried = (ms: number) => ({ ...patient, remainingMs: () => ms });
    const letIn = (ms: number) => ({ ...hurried(ms), wasLetIn: true });
    expect(batcher.takes(10, hurried(60))).toBe(true);
    expect(batcher.takes(10, hurried(59))).toBe(false);
    expect(batcher.takes(10, letIn(46))).toBe(true);
    expect(batcher.takes(10, letIn(44))).toBe(false);
  });
});

describe('what a refusal says of later', () => {
  it('follows from the rows that wait and how fast they have become fewer', async () => {
    const { submit, scheduler, run, batcher } = workbench({
      maxQueuedRows: 1000,
      maxRunRows: 100,
      expectedRowsPerMs: 10,
    });
    void submit(1, 1000);
    void submit(2, 1);
    await expect(submit(2, 1)).rejects.toMatchObject({ details: { retryAfterMs: 100 } });
    scheduler.endTurn();
    // Two rows a millisecond, for long enough that nothing else is remembered.
    for (let i = 0; i < 400; i++) {
      scheduler.advance(50);
      await run(i).end();
      if (batcher.queuedRows < 900) void submit(3 + i, 100);
    }
    const { queuedRows } = batcher;
    const refusal = batcher.refusalOf(1000, patient);
    expect(refusal?.details).toEqual({
      rows: 1000,
      retryAfterMs: expect.closeTo(queuedRows / 2, -1) as number,
      queue: { rows: queuedRows, limit: 1000 },
    });
  });

  it('is not learned from runs of a few rows', async () => {
    const { submit, scheduler, run } = workbench({ maxQueuedRows: 100, expectedRowsPerMs: 10 });
    for (let i = 0; i < 50; i++) {
      void submit(i, 1);
      scheduler.endTurn();
      scheduler.advance(100);
      await run(i).end();
    }
    void submit(100, 100);
    await expect(submit(101, 1)).rejects.toMatchObject({ details: { retryAfterMs: 10 } });
  });
});

describe('a speed that was low for a while', () => {
  it('is forgotten while there is room for more, so that it is found out anew', async () => {
    const { submit, scheduler, run, runs, batcher } = workbench({ expectedRowsPerMs: 10 });
    void submit(1, 1000);
    scheduler.endTurn();
    for (let i = 0; i < 10; i++) {
      scheduler.advance(1000);
      await run(i).end();
    }
    const hurried = { ...patient, remainingMs: () => 3000 };
    const takes = async (rows: number): Promise<boolean> => {
      void submit(2, 1);
      const taken = batcher.takes(rows, hurried, 1);
      scheduler.endTurn();
      await run(runs.length - 1).end();
      return taken;
    };
    // A tenth of a row a millisecond, and a second for them.
    expect(await takes(500)).toBe(false);
    scheduler.advance(5000);
    expect(await takes(500)).toBe(false);
    expect(await takes(9000)).toBe(true);
  });

  it('is found out anew by runs as well, however long the slowest took', async () => {
    const { submit, scheduler, run, batcher } = workbench({ expectedRowsPerMs: 10 });
    void submit(1, 100_000);
    scheduler.endTurn();
    await run(0).end();
    scheduler.advance(20_000);
    await run(1).end();
    const hurried = { ...patient, remainingMs: () => 3000 };
    expect(batcher.takes(500, hurried, 0)).toBe(false);
    // Ten rows a millisecond, for as long as is remembered.
    for (let i = 2; i < 52; i++) {
      scheduler.advance(10);
      await run(i).end();
    }
    expect(batcher.takes(2500, hurried, 0)).toBe(true);
  });

  it('is not learned while what does the runs was interrupted', async () => {
    let interruptions = 0;
    const { submit, scheduler, run, batcher } = workbench({
      expectedRowsPerMs: 10,
      interruptions: () => interruptions,
    });
    void submit(1, 1000);
    scheduler.endTurn();
    await run(0).end();
    const hurried = { ...patient, remainingMs: () => 3000 };
    scheduler.advance(20_000);
    interruptions++;
    await run(1).end();
    expect(batcher.takes(4000, hurried, 0)).toBe(true);
    scheduler.advance(20_000);
    await run(2).end();
    expect(batcher.takes(4000, hurried, 0)).toBe(false);
  });
});

describe('a caller who has less time than the queue needs', () => {
  const hasty = (ms: number) => ({ check: () => undefined, remainingMs: () => ms });

  it('is refused at once, and told why', async () => {
    // One row a millisecond: 10 of its own and as many of the other's, in a third of the time.
    const { submit, batcher } = workbench({ maxRunRows: 10 });
    void submit(1, 30);
    await expect(submit(2, 10, hasty(59.5))).rejects.toMatchObject({
      code: 'OVERLOADED',
      message:
        'Expected to answer 10 rows within 59 ms, but with 30 rows that wait already it would take too long. Send them again later.',
      details: { rows: 10, retryAfterMs: 30, queue: { rows: 30, limit: 100_000 } },
    });
    expect(batcher.refusalOf(10, hasty(60))).toBeUndefined();
  });

  it('waits for rows in flight as well', () => {
    const { batcher, submit, scheduler } = workbench({ maxRunRows: 50 });
    void submit(1, 60);
    scheduler.endTurn();
    expect(batcher.queuedRows).toBe(10);
    expect(batcher.refusalOf(5, hasty(3 * (50 + 5 + 5)))).toBeUndefined();
    expect(batcher.refusalOf(5, hasty(3 * (50 + 5 + 5) - 1))?.code).toBe('OVERLOADED');
  });

  it('waits for no more rows of another than it has itself, as they get equal shares', () => {
    const { batcher, submit } = workbench({ maxRunRows: 10 });
    void submit(1, 5000);
    void submit(2, 5000);
    expect(batcher.refusalOf(1, hasty(9))).toBeUndefined();
    expect(batcher.refusalOf(1, hasty(8))?.code).toBe('OVERLOADED');
  });

  it('is taken when nobody waits, as nobody knows better than its own run', () => {
    const { batcher } = workbench();
    expect(batcher.refusalOf(10_000, hasty(1))).toBeUndefined();
  });

  it('is answered in time if it is taken, however full the queue is kept', async () => {
    const { submit, scheduler, runs, run } = workbench({ maxRunRows: 50 });
    const lateness: number[] = [];
    let refused = 0;
    for (let id = 0; id < 3000; id++) {
      const end = scheduler.now() + 500;
      const caller = { check: () => undefined, remainingMs: () => end - scheduler.now() };
      submit(id, 40, caller).then(
        () => lateness.push(scheduler.now() - end),
        () => refused++,
      );
      // 40 rows come every 20 ms, twice as many as are done.
      scheduler.endTurn();
      scheduler.advance(20);
      if (id % 5 === 4) for (let i = 0; i < 2; i++) await run(runs.length - 1).end();
    }
    expect(Math.max(...lateness)).toBeLessThanOrEqual(0);
    expect(lateness.length).toBeGreaterThan(1200);
    expect(refused).toBeGreaterThan(1200);
  });
});

describe('callers whose time is over while they wait', () => {
  it('are told before it is their turn', async () => {
    const { submit, scheduler, run, batcher } = workbench({ maxRunRows: 10 });
    void submit(1, 1000);
    for (let id = 2; id < 40; id++) void submit(id, 1);
    const caller = new FickleCaller();
    const answer = submit(40, 1, caller);
    scheduler.endTurn();
    caller.reason = cancelled;
    const before = batcher.queuedRows;
    scheduler.advance(50);
    await run(0).end();
    await expect(answer).rejects.toBe(cancelled);
    expect(batcher.queuedRows).toBe(before - 10 - 1);
  });
});
