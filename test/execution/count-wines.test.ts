import { countedWines, countWines } from '../../src/execution/count-wines';
import { parseRequestBody } from '../../src/execution/request-body';
import { WineBlock } from '../../src/prediction/wine-block';
import { FIRST_RECORD, FIRST_WINE } from '../support/wines';

const skim = (text: string) =>
  parseRequestBody(Buffer.from(text), (rest) => JSON.parse(rest) as unknown, countWines) as {
    variables: Record<string, unknown>;
  };
const bodyOf = (wines: readonly object[], space?: number) =>
  JSON.stringify({ query: '{}', variables: { n: 1, wines, version: '2' } }, null, space);

describe('wines that are counted only', () => {
  it.each([
    ['as they are', FIRST_WINE, undefined],
    ['with ids', { ...FIRST_WINE, id: '"alcohol":' }, undefined],
    ['with ids that look like wines', { id: '{"alcohol":1}', ...FIRST_WINE }, undefined],
    ['in their longest form', FIRST_WINE, 4],
    ['in their shortest', Object.fromEntries(Object.keys(FIRST_WINE).map((key) => [key, 1])), 0],
    ['with alcohol first', Object.fromEntries(Object.entries(FIRST_WINE).reverse()), undefined],
  ])('are as many as there are: %s', (_, wine, space) => {
    const { variables } = skim(bodyOf(Array<object>(50).fill(wine), space));
    expect(variables['wines']).toBeInstanceOf(WineBlock);
    expect((variables['wines'] as WineBlock).rows).toBe(50);
    expect(variables).toMatchObject({ n: 1, version: '2' });
  });

  it('are never more than there are, in whatever order their fields come', () => {
    const turned = Object.fromEntries(Object.entries(FIRST_WINE).reverse());
    const { variables } = skim(
      bodyOf(Array.from({ length: 50 }, (_, i) => (i % 2 ? FIRST_WINE : turned))),
    );
    expect((variables['wines'] as WineBlock).rows).toBeLessThanOrEqual(50);
  });

  it("are looked for in the old API's records by the same key", () => {
    const body = Buffer.from(JSON.stringify(Array(30).fill({ ...FIRST_RECORD, shelf: { a: 1 } })));
    expect(countedWines(body, 0, body.length)).toBe(30);
  });

  it('are left whole where an id has a bracket', () => {
    const wines = Array<object>(50).fill({ ...FIRST_WINE, id: 'a]' });
    expect(skim(bodyOf(wines)).variables['wines']).toEqual(wines);
  });

  it('leave lists of something else to be read', () => {
    const text = `{"query":"${'x'.repeat(3000)}","variables":{"features":["PH"],"none":[]}}`;
    expect(skim(text).variables).toEqual({ features: ['PH'], none: [] });
  });
});
