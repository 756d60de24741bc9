import fc from 'fast-check';
import { GatewayError } from '../../src/errors';
import { answerTo, FickleCaller, type ManualRun, rowsOf, settle, workbench } from './workbench';

interface Limits {
  readonly maxRunRows: number;
  readonly maxQueuedRows: number;
  readonly concurrentRuns: number;
  readonly delayMs: number;
}

/** What may happen to a batcher; `which` picks among the callers, or the runs in flight. */
type Step =
  | { readonly kind: 'submit'; readonly rows: number }
  | { readonly kind: 'leave' | 'end' | 'fail' | 'shorten'; readonly which: number }
  | { readonly kind: 'turn' }
  | { readonly kind: 'wait'; readonly ms: number };

/** One request, and what came of it. */
interface Asked {
  readonly rows: number;
  readonly caller: FickleCaller;
  outcome: Float32Array | Error | undefined;
}

const limits: fc.Arbitrary<Limits> = fc.record({
  maxRunRows: fc.integer({ min: 1, max: 12 }),
  maxQueuedRows: fc.integer({ min: 1, max: 60 }),
  concurrentRuns: fc.integer({ min: 1, max: 3 }),
  delayMs: fc.constantFrom(0, 0, 5),
});
const which = fc.nat({ max: 1000 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('submit' as const), rows: fc.nat({ max: 25 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('end' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('leave', 'fail', 'shorten'), which }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'turn' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat({ max: 8 }) }),
  },
);

/** Lets the steps happen, then all that waits come to its end; looks at every bound all along. */
async function play(bounds: Limits, steps: readonly Step[]) {
  const { batcher, scheduler, submit, runs } = workbench(bounds);
  const asked: Asked[] = [];
  /** The requests that had rows in a run that failed. */
  const struck = new Set<number>();
  const over = new Set<ManualRun>();
  const inFlight = () => runs.filter((run) => !over.has(run));

  /** The rows that no run has taken, of each request that has some. */
  const waitingRows = () => {
    const taken = runs.flatMap(({ stretches }) => stretches);
    return asked
      .map(({ rows, outcome }, id) => {
        const own = taken.filter((stretch) => stretch.id === id);
        return outcome ? 0 : own.reduce((left, stretch) => left - stretch.rows, rows);
      })
      .filter((rows) => rows > 0);
  };

  const finish = async (kind: 'end' | 'fail' | 'shorten', nth: number) => {
    const open = inFlight();
    const run = open[nth % open.length];
    if (!run) return;
    over.add(run);
    if (kind === 'end') return run.end();
    for (const { id } of run.stretches) struck.add(id);
    return kind === 'fail'
      ? run.fail(new Error('the run failed'))
      : run.end(answerTo(run.block).subarray(1));
  };
  const happen = async (next: Step) => {
    if (next.kind === 'submit') {
      const request: Asked = { rows: next.rows, caller: new FickleCaller(), outcome: undefined };
      const id = asked.push(request) - 1;
      submit(id, next.rows, request.caller).then(
        (answer) => (request.outcome = answer),
        (reason: unknown) => (request.outcome = reason as Error),
      );
    } else if (next.kind === 'turn') scheduler.endTurn();
    else if (next.kind === 'wait') scheduler.advance(next.ms);
    else if (next.kind === 'leave') {
      const caller = asked[next.which % asked.length]?.caller;
      if (caller) caller.reason ??= new GatewayError('CANCELLED', 'The client has gone.');
    } else await finish(next.kind, next.which);
    await settle();

    // Only a request that found nobody waiting may bring more rows than may wait.
    if (batcher.queuedRows > bounds.maxQueuedRows)
      expect(waitingRows()).toEqual([batcher.queuedRows]);
    expect(inFlight().length).toBeLessThanOrEqual(bounds.concurrentRuns);
  };

  for (const next of steps) await happen(next);
  do {
    await happen({ kind: 'turn' });
    await happen({ kind: 'wait', ms: bounds.delayMs });
    await happen({ kind: 'end', which: 1 });
  } while (inFlight().length > 0);
  return { batcher, scheduler, runs, asked, struck };
}

describe('whatever arrives, ends, fails and leaves, in any order', () => {
  it('everybody gets their own rows, or a reason that is true of them', async () => {
    await fc.assert(
      fc.asyncProperty(limits, fc.array(step, { maxLength: 60 }), async (bounds, steps) => {
        const { asked, struck } = await play(bounds, steps);
        asked.forEach(({ rows, caller, outcome }, id) => {
          if (outcome instanceof Float32Array) {
            expect(outcome).toEqual(answerTo(rowsOf(id, rows)));
            expect(struck).not.toContain(id);
          } else if (outcome instanceof GatewayError) {
            if (outcome.code === 'OVERLOADED') expect(rows).toBeGreaterThan(0);
            else expect(outcome).toBe(caller.reason);
          } else {
            expect(outcome?.message).toMatch(
              /^the run failed$|^expected \d+ × 3 values from a run, but \d+ came$/,
            );
            expect(struck).toContain(id);
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it('no run is empty or too large, no row is run twice, and nothing is left behind', async () => {
    await fc.assert(
      fc.asyncProperty(limits, fc.array(step, { maxLength: 60 }), async (bounds, steps) => {
        const { batcher, scheduler, runs } = await play(bounds, steps);
        const seen = new Map<number, number>();
        for (const { rows, stretches } of runs) {
          expect(rows).toBeGreaterThanOrEqual(1);
          expect(rows).toBeLessThanOrEqual(bounds.maxRunRows);
          // A request's rows are taken in order, each once: every stretch begins where the last ended.
          for (const { id, first, rows: taken } of stretches) {
            expect(first).toBe(seen.get(id) ?? 0);
            seen.set(id, first + taken);
          }
        }
        expect([batcher.queuedRows, scheduler.pending]).toEqual([0, 0]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('whoever else waits, and however much', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 25 });
  const room = fc.integer({ min: 1, max: 40 });

  it('a request is in one of the next floor(n / room) + 1 runs, with n before it', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, room, fc.nat({ max: 5 }), async (others, maxRunRows, before) => {
        const { batcher, submit, scheduler, runs } = workbench({ maxRunRows });
        others.forEach((rows, id) => void submit(id, rows));
        scheduler.endTurn();
        for (let i = 0; i < before; i++) await runs.at(-1)?.end();
        fc.pre(batcher.queuedRows > 0);

        const late = others.length;
        const begun = runs.length;
        void submit(late, 1);
        const bound = Math.floor(others.length / maxRunRows) + 1;
        for (let i = 0; i < bound; i++) await runs.at(-1)?.end();
        const mine = runs.slice(begun, begun + bound).flatMap(({ stretches }) => stretches);
        expect(mine.map(({ id }) => id)).toContain(late);
      }),
      { numRuns: 300 },
    );
  });

  it('a list is done after as many runs as if all others were as long', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, room, async (lists, maxRunRows) => {
        fc.pre(lists.length <= maxRunRows);
        const { submit, scheduler, runs } = workbench({ maxRunRows });
        const lastRun: number[] = [];
        lists.forEach((rows, id) => void submit(id, rows));
        scheduler.endTurn();
        for (let i = 0; i < runs.length; i++) {
          runs[i]?.stretches.forEach(({ id }) => (lastRun[id] = i + 1));
          await runs[i]?.end();
        }
        lists.forEach((rows, id) => {
          const share = Math.floor(maxRunRows / lists.length);
          expect(lastRun[id]).toBeLessThanOrEqual(Math.ceil(rows / share));
        });
      }),
      { numRuns: 200 },
    );
  });
});
