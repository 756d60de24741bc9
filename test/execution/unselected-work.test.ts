import { Batcher } from '../../src/batching/batcher';
import { ScoredWines } from '../../src/prediction/scored-wines';
import { startGateway, type TestGateway } from '../support/gateway';
import { FIRST_WINE } from '../support/wines';

/** Calls of the real functions, counted while they go on working. */
const counters = {
  runs: jest.spyOn(Batcher.prototype, 'submit'),
  qualities: jest.spyOn(ScoredWines.prototype, 'quality'),
  scores: jest.spyOn(ScoredWines.prototype, 'score'),
  distributions: jest.spyOn(ScoredWines.prototype, 'probabilities'),
  tails: jest.spyOn(ScoredWines.prototype, 'probabilityAtLeast'),
  warnings: jest.spyOn(ScoredWines.prototype, 'warnings'),
};

describe('what a selection does not ask for', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent' });
  });
  afterAll(async () => {
    await gateway.stop();
    jest.restoreAllMocks();
  });

  const wines = [FIRST_WINE, { ...FIRST_WINE, pH: 14 }, { ...FIRST_WINE, alcohol: 12 }];

  async function counted(selection: string): Promise<Record<string, number>> {
    for (const counter of Object.values(counters)) counter.mockClear();
    const { errors } = await gateway.query(
      `query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { ${selection} } }`,
      { wines },
    );
    expect(errors).toBeUndefined();
    const counts = Object.entries(counters).map(
      ([name, { mock }]) => [name, mock.calls.length] as const,
    );
    return Object.fromEntries(counts.filter(([, count]) => count > 0));
  }

  it.each([
    ['accepted', {}],
    ['accepted rejected { index faults { message } } model { version }', {}],
    ['predictions { wineId model { version } }', {}],
    ['predictions { warnings { message } }', { warnings: 2 }],
    ['predictions { quality }', { runs: 1, qualities: 2 }],
    ['predictions { score }', { runs: 1, scores: 2 }],
    ['predictions { probabilities { grade } }', { runs: 1, distributions: 2 }],
    ['predictions { probabilityAtLeast(grade: 6) }', { runs: 1, tails: 2 }],
    ['a: predictions { quality } b: predictions { score }', { runs: 1, qualities: 2, scores: 2 }],
    ['predictions { quality @skip(if: true) wineId }', {}],
  ])('is not computed for { %s }', async (selection, expected) => {
    expect(await counted(selection)).toEqual(expected);
  });

  it('costs no run for a wine of which only the warnings are asked', async () => {
    counters.runs.mockClear();
    const { data } = await gateway.query(
      'query ($wine: WineInput!) { predict(wine: $wine) { warnings { feature } } }',
      { wine: { ...FIRST_WINE, alcohol: 15.5 } },
    );
    expect(data).toEqual({ predict: { warnings: [{ feature: 'ALCOHOL' }] } });
    expect(counters.runs).not.toHaveBeenCalled();
  });
});
