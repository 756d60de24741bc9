import { startGateway, type TestGateway } from '../support/gateway';
import { FIRST_WINE } from '../support/wines';

describe('the price of an operation', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ WORKERS: '0', MAX_OPERATION_COST: '30000' });
  });
  afterAll(() => gateway.stop());

  const wine = FIRST_WINE;
  async function costOf(selection: string, steps?: number): Promise<unknown> {
    const declared = steps === undefined ? '' : ', $steps: Int';
    const query = `query ($wine: WineInput!${declared}) { predict(wine: $wine) { ${selection} } }`;
    const { json } = await gateway.post('/graphql', { query, variables: { wine, steps } });
    return (json as { extensions?: { cost?: unknown } }).extensions?.cost;
  }

  it.each([
    ['quality score probabilities { grade }', 1],
    ['interval { low } features { percentile }', 1],
    ['sensitivity(feature: PH) { score }', 26],
    ['sensitivity(feature: PH, steps: 4) { score }', 5],
    [
      'a: sensitivity(feature: PH, steps: 4) { score } b: sensitivity(feature: PH, steps: 6) { score }',
      11,
    ],
    [
      'sensitivity(feature: PH, steps: 4) { score } sensitivity(feature: PH, steps: 4) { value }',
      5,
    ],
    ['whatIf(changes: {}) { score }', 2],
    [
      'whatIf(changes: {}) { whatIf(changes: {}) { sensitivity(feature: PH, steps: 9) { value } } }',
      12,
    ],
    ['explanation { baseline }', 701],
    ['explanation @skip(if: true) { baseline } quality', 1],
    ['improvement(targetQuality: 5, adjustable: [PH]) { distance }', 21],
    [
      'improvement(targetQuality: 5, adjustable: [PH, ALCOHOL]) { prediction { sensitivity(feature: PH, steps: 2) { value } } }',
      443,
    ],
    ['... on Prediction { sensitivity(feature: PH, steps: 7) { score } }', 8],
  ])('{ %s } is %d', async (selection, expected) => {
    expect(await costOf(selection)).toBe(expected);
  });

  it('reads arguments from variables', async () => {
    expect(await costOf('sensitivity(feature: PH, steps: $steps) { score }', 11)).toBe(12);
    expect(await costOf('sensitivity(feature: PH, steps: $steps) { score }', 21)).toBe(22);
  });

  it('is summed over wines and root fields, literal or not', async () => {
    const { json } = await gateway.post('/graphql', {
      query: `query ($wines: [WineInput!]!, $version: String) {
        a: predictBatch(wines: $wines) { predictions { sensitivity(feature: PH, steps: 3) { value } } }
        b: predictBatch(wines: $wines, version: $version) { predictions { explanation { baseline } } }
      }`,
      variables: { wines: [wine, wine, wine], version: '1' },
    });
    expect(json).toMatchObject({ extensions: { cost: 3 * 4 + 3 * 2 } });
  });

  it('above the budget refuses the operation before anything is done', async () => {
    const wines = Array.from({ length: 50 }, () => wine);
    const query = `query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { predictions { quality explanation { baseline } } } }`;
    // The second time it is a repeated request.
    for (let time = 0; time < 2; time++) {
      const { status, json } = await gateway.post('/graphql', { query, variables: { wines } });
      expect(status).toBe(400);
      expect(json).toEqual({
        errors: [
          {
            message:
              'Expected an operation that costs at most 30000, but this one costs 35050, of which Prediction.explanation 35000. Ask for less, or about fewer wines at once.',
            extensions: {
              code: 'OPERATION_TOO_COSTLY',
              cost: 35050,
              maxOperationCost: 30000,
              dearest: { field: 'Prediction.explanation', price: 35000 },
            },
          },
        ],
        extensions: { cost: 35050 },
      });
      await gateway.post('/graphql', { query, variables: { wines: wines.slice(0, 1) } });
    }
    const line = JSON.parse(
      gateway.logs.findLast((text) => text.includes('TOO_COSTLY')) ?? '{}',
    ) as object;
    expect(line).toMatchObject({ cost: 35050, rows: 0, codes: ['OPERATION_TOO_COSTLY'] });
  });
});
