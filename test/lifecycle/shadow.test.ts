import { setImmediate as turn } from 'node:timers/promises';
import { Shadow } from '../../src/lifecycle/shadow';
import { Caller } from '../../src/prediction/caller';
import { type ScoredWines } from '../../src/prediction/scored-wines';
import { WineBlock } from '../../src/prediction/wine-block';
import { loadGateway, type Gateway } from '../../src/app';
import { readSettings } from '../../src/settings';
import { startGateway, type TestGateway } from '../support/gateway';
import { VersionsCopy } from '../support/versions-copy';
import { FIRST_RECORD, goldenRows, toWine } from '../support/wines';

const { rows } = goldenRows('2');
const measurements = rows.map((row) => row.measurements);
const BATCH =
  'query ($wines: [WineInput!]!, $version: String) { predictBatch(wines: $wines, version: $version) { model { version } predictions { quality score } } }';

interface Answer {
  readonly model: { readonly version: string };
  readonly predictions: readonly { readonly quality: number; readonly score: number }[];
}

describe('a shadow behind a gateway', () => {
  let copy: VersionsCopy;
  let gateway: TestGateway;
  beforeAll(async () => {
    copy = new VersionsCopy();
    copy.setLabels({ stable: '2', shadow: '1' });
    gateway = await startGateway({ ...copy.environment, WORKERS: '1', LOG_LEVEL: 'silent' });
  });
  afterAll(async () => {
    await gateway.stop();
    copy.remove();
  });

  const ask = async (version?: string): Promise<Answer> => {
    const { data } = await gateway.query(BATCH, { wines: measurements.map(toWine), version });
    return data?.['predictBatch'] as unknown as Answer;
  };
  const compared = async (count: number) => {
    while ((gateway.shadow.totals[0]?.rows ?? 0) < count) await turn();
    return gateway.shadow.totals;
  };

  it('scores what was answered, and tells how far it agrees', async () => {
    const given = await ask();
    const others = (await ask('1')).predictions;
    expect(given.model.version).toBe('2');
    const [totals, ...more] = await compared(rows.length);
    expect(more).toEqual([]);
    const agreed = given.predictions.filter(({ quality }, i) => quality === others[i]?.quality);
    const difference = given.predictions.reduce(
      (sum, { score }, i) => sum + Math.abs(score - (others[i]?.score ?? NaN)),
      0,
    );
    expect(totals).toMatchObject({ version: '1', against: '2', rows: rows.length });
    expect(totals?.agreed).toBe(agreed.length);
    expect(totals?.absoluteDifference).toBeCloseTo(difference, 10);
    expect(gateway.shadow.failedRuns + gateway.shadow.droppedRows).toBe(0);
  });

  it('scores the wines of POST /predict as well, but of nobody who names a version', async () => {
    await ask('2');
    await gateway.post('/predict?version=stable', FIRST_RECORD);
    await gateway.post('/predict', FIRST_RECORD);
    const [totals] = await compared(rows.length + 1);
    expect(totals?.rows).toBe(rows.length + 1);
  });

  it('has nothing to compare where nobody asked for a grade', async () => {
    const query = 'query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { accepted } }';
    await gateway.query(query, { wines: measurements.map(toWine) });
    await gateway.post('/predict', FIRST_RECORD);
    const [totals] = await compared(rows.length + 2);
    expect(totals?.rows).toBe(rows.length + 2);
  });

  it('scores once what was executed twice, as a field refused its argument', async () => {
    const before = gateway.shadow.totals[0]?.rows ?? 0;
    await gateway.query(BATCH.replace('score', 'interval(confidence: 2) { low }'), {
      wines: measurements.map(toWine),
    });
    await compared(before + rows.length);
    while (gateway.shadow.isBusy) await turn();
    expect(gateway.shadow.totals[0]?.rows).toBe(before + rows.length);
    expect(gateway.shadow.droppedRows).toBe(0);
  });
});

describe('a shadow', () => {
  let copy: VersionsCopy;
  let gateway: Gateway;
  let tasks: (() => void)[];
  let shadow: Shadow;
  beforeAll(async () => {
    copy = new VersionsCopy();
    copy.setLabels({ stable: '2', shadow: '1' });
    gateway = await loadGateway(readSettings({ ...copy.environment, WORKERS: '0' }));
  });
  afterAll(async () => {
    await gateway.release();
    copy.remove();
  });
  beforeEach(() => {
    tasks = [];
    shadow = new Shadow(gateway.registry, { soon: (task) => tasks.push(task) }, 150);
  });

  const answered = async (count: number, version?: string): Promise<ScoredWines> => {
    const wines = Array.from({ length: count }, (_, i) => measurements[i % rows.length] ?? []);
    const block = new WineBlock(count, Float64Array.from(wines.flat()));
    const caller = new Caller(1000, () => 0);
    const { scored } = gateway.service.admit(block, { version, caller });
    await scored.load();
    caller.leave();
    return scored;
  };
  /** Has it take a turn, and waits for its run. */
  const takeTurn = async () => {
    tasks.shift()?.();
    while (shadow.isBusy && tasks.length === 0) await turn();
  };
  const run = async () => {
    while (shadow.isBusy) await takeTurn();
  };

  it('takes its turns in short runs', async () => {
    shadow.offer([await answered(150)]);
    expect(tasks).toHaveLength(1);
    expect(shadow.totals).toEqual([]);
    await takeTurn();
    expect(shadow.totals).toMatchObject([{ rows: 64 }]);
    await run();
    expect(shadow.totals).toMatchObject([{ rows: 150 }]);
  });

  it('drops everything as soon as anybody waits', async () => {
    const scored = await answered(100);
    shadow.offer([scored]);
    const one = answered(1);
    tasks.shift()?.();
    expect(shadow.droppedRows).toBe(100);
    expect(tasks).toEqual([]);
    await one;
    shadow.offer([scored]);
    await run();
    expect(shadow.totals).toMatchObject([{ rows: 100 }]);
  });

  it('drops what is more than may wait', async () => {
    const scored = await answered(100);
    shadow.offer([scored, scored]);
    expect(shadow.droppedRows).toBe(100);
    await run();
    expect(shadow.totals).toMatchObject([{ rows: 100 }]);
  });

  it('does not compare a version with itself', async () => {
    shadow.offer([await answered(10, '1')]);
    await run();
    expect(shadow.totals).toEqual([]);
  });

  it('keeps what fails to itself', async () => {
    const scored = await answered(10);
    const { version, wines } = scored;
    const broken = { rows: wines.rows, measurements: wines.measurements.subarray(0, 5) };
    shadow.offer([{ version, wines: broken, isLoaded: true } as unknown as ScoredWines]);
    await run();
    expect(shadow.failedRuns).toBe(1);
    expect(shadow.totals).toEqual([]);
  });
});
