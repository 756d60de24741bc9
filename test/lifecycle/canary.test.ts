import { createHash } from 'node:crypto';
import { startGateway, type TestGateway } from '../support/gateway';
import { VersionsCopy } from '../support/versions-copy';
import { FIRST_RECORD, FIRST_WINE, goldenRows, toWine } from '../support/wines';

const SHARE = 0.3;
const rows = goldenRows('2').rows.map(({ measurements }) => measurements);

/** The rule as the documentation tells it. */
function expected(key: string | Float64Array, share = SHARE): string {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return Number.parseInt(hash, 16) / 2 ** 32 < share ? '1' : '2';
}

describe('a canary', () => {
  let copy: VersionsCopy;
  let gateway: TestGateway;
  beforeAll(async () => {
    copy = new VersionsCopy();
    copy.setLabels({ stable: '2', canary: '1' }, 100 * SHARE);
    gateway = await startGateway({ ...copy.environment, WORKERS: '0', LOG_LEVEL: 'silent' });
  });
  afterAll(async () => {
    await gateway.stop();
    copy.remove();
  });

  const ask = async (
    query: string,
    variables: Record<string, unknown>,
    headers: Record<string, string> = {},
  ) => {
    const { json } = await gateway.post('/graphql', { query, variables }, headers);
    return (json as { data: Record<string, { model: { version: string } }> }).data;
  };
  const ONE = 'query ($wine: WineInput!) { predict(wine: $wine) { score model { version } } }';

  it('answers its share of callers, each of them always by the same version', async () => {
    const callers = Array.from({ length: 60 }, (_, i) => `cellar ${i}`);
    const answers = [];
    for (const caller of callers) {
      const versions = new Set<string | undefined>();
      for (const measurements of rows.slice(0, 3)) {
        const headers = { 'x-provador-caller': caller };
        const { predict } = await ask(ONE, { wine: toWine(measurements) }, headers);
        versions.add(predict?.model.version);
      }
      expect([...versions]).toEqual([expected(caller)]);
      answers.push(...versions);
    }
    expect(answers).toContain('1');
    expect(answers).toContain('2');
  });

  it('answers its share of wines where a caller does not say who it is', async () => {
    const answers = [];
    for (const measurements of rows) {
      const { predict } = await ask(ONE, { wine: toWine(measurements) });
      expect(predict?.model.version).toBe(expected(Float64Array.from(measurements)));
      answers.push(predict?.model.version);
    }
    expect(answers).toContain('1');
    expect(answers).toContain('2');
  });

  it('answers whole operations, by the first wines in them', async () => {
    const [a, b] = ['1', '2'].map((version) =>
      rows.find((measurements) => expected(Float64Array.from(measurements)) === version),
    );
    const query =
      'query ($a: WineInput!, $b: [WineInput!]!) { a: predict(wine: $a) { score model { version } } b: predictBatch(wines: $b) { model { version } predictions { score } } }';
    const wines = { a: toWine(a ?? []), b: [toWine(b ?? [])] };
    const data = await ask(query, wines);
    expect([data['a']?.model.version, data['b']?.model.version]).toEqual(['1', '1']);
  });

  it('answers nobody who names a version', async () => {
    const query =
      'query ($wine: WineInput!, $version: String) { predict(wine: $wine, version: $version) { model { version } } }';
    for (const measurements of rows) {
      for (const version of ['2', 'stable']) {
        const { predict } = await ask(query, { wine: toWine(measurements), version });
        expect(predict?.model.version).toBe('2');
      }
    }
    const { predict } = await ask(query, { wine: FIRST_WINE, version: 'canary' });
    expect(predict?.model.version).toBe('1');
  });

  it('has its share of POST /predict', async () => {
    const headers = (caller: string) => ({ 'x-provador-caller': caller });
    const [byCanary, byStable] = ['1', '2'].map((version) =>
      Array.from({ length: 60 }, (_, i) => `cellar ${i}`).find((key) => expected(key) === version),
    );
    for (const [caller, version] of [
      [byCanary, '1'],
      [byStable, '2'],
    ] as const) {
      const { json } = await gateway.post('/predict', FIRST_RECORD, headers(caller ?? ''));
      expect(json).toEqual((await gateway.post(`/predict?version=${version}`, FIRST_RECORD)).json);
    }
  });

  it('grows without taking anybody back, and ends when its share is nothing', async () => {
    const headers = (i: number) => ({ 'x-provador-caller': `cellar ${i}` });
    const answering = async () => {
      const answers = [];
      for (let i = 0; i < 30; i++) {
        answers.push((await ask(ONE, { wine: FIRST_WINE }, headers(i)))['predict']?.model.version);
      }
      return answers;
    };
    const before = await answering();
    copy.setLabels({ stable: '2', canary: '1' }, 60);
    await gateway.lifecycle.reload();
    const after = await answering();
    expect(after).toEqual(before.map((_, i) => expected(`cellar ${i}`, 0.6)));
    before.forEach((version, i) => {
      if (version === '1') expect(after[i]).toBe('1');
    });
    copy.setLabels({ stable: '2', canary: '1' }, 100);
    await gateway.lifecycle.reload();
    expect(new Set(await answering())).toEqual(new Set(['1']));
    copy.setLabels({ stable: '2', canary: '1' }, 0);
    await gateway.lifecycle.reload();
    expect(new Set(await answering())).toEqual(new Set(['2']));
  });

  it('has its prices asked where it may answer', async () => {
    const query = 'query ($wine: WineInput!) { predict(wine: $wine) { explanation { baseline } } }';
    const cost = async () => {
      const { json } = await gateway.post('/graphql', { query, variables: { wine: FIRST_WINE } });
      return (json as { extensions: { cost: number } }).extensions.cost;
    };
    copy.setLabels({ stable: '1' });
    await gateway.lifecycle.reload();
    const line = await cost();
    copy.setLabels({ stable: '1', canary: '2' }, 1);
    await gateway.lifecycle.reload();
    const forest = await cost();
    copy.setLabels({ stable: '1', canary: '2' }, 0);
    await gateway.lifecycle.reload();
    expect(forest).toBeGreaterThan(line);
    expect(await cost()).toBe(line);
  });
});
