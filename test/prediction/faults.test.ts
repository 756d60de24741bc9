import { findRejectedWines } from '../../src/prediction/faults';
import { WineBlock } from '../../src/prediction/wine-block';
import { type Feature } from '../../src/repository/parameters';
import { WINE_FEATURES, WINE_FIELDS } from '../../src/wine-fields';

// A table of its own, so that a retrained model does not change what these tests say.
const features: Feature[] = WINE_FIELDS.map((field, i) => ({
  name: WINE_FEATURES[i] ?? 'PH',
  field,
  column: field,
  unit: field === 'pH' ? 'pH' : 'g/dm³',
  description: field,
  accepted: field === 'pH' ? { min: 2.5, max: 4.5, source: '' } : { min: 0, max: 300, source: '' },
  training: {
    min: 1,
    median: 2,
    max: 3,
    standardDeviation: 1,
    values: [1, 2, 3],
    atMost: [1, 2, 3],
  },
}));
const good = [7.4, 0.7, 0, 1.9, 0.076, 11, 34, 0.9978, 3.51, 0.56, 9.4];

function block(...wines: number[][]): WineBlock {
  return new WineBlock(
    wines.length,
    Float64Array.from(wines.flat()),
    wines.map((_, i) => (i % 2 === 0 ? `wine-${i}` : null)),
  );
}

describe('wines that cannot exist', () => {
  it('are none where every measurement is within its accepted range, bounds included', () => {
    const lowest = good.with(8, 2.5).with(0, 0);
    const highest = good.with(8, 4.5).with(0, 300);
    expect(findRejectedWines(block(good, lowest, highest), features)).toEqual([]);
  });

  it('are named by their place and id, with field, code, bounds and a message', () => {
    expect(findRejectedWines(block(good, good, good.with(8, 14.5)), features)).toEqual([
      {
        index: 2,
        wineId: 'wine-2',
        faults: [
          {
            field: 'pH',
            code: 'UNPHYSICAL_VALUE',
            message: 'pH must be from 2.5 to 4.5, but 14.5 came.',
            min: 2.5,
            max: 4.5,
          },
        ],
      },
    ]);
  });

  it('have more free than total sulfur dioxide', () => {
    const [wine] = findRejectedWines(block(good.with(5, 60)), features);
    expect(wine?.faults).toEqual([
      {
        field: 'freeSulfurDioxide',
        code: 'INCONSISTENT_VALUES',
        message:
          'freeSulfurDioxide is a part of totalSulfurDioxide and must be at most 34 mg/dm³, but 60 came.',
        min: 0,
        max: 34,
      },
    ]);
    expect(findRejectedWines(block(good.with(5, 34)), features)).toEqual([]);
  });

  it('tell all of their faults at once', () => {
    const [wine] = findRejectedWines(block(good.with(0, -1).with(5, 60).with(8, 1)), features);
    expect(wine?.faults.map(({ field, code }) => [field, code])).toEqual([
      ['fixedAcidity', 'UNPHYSICAL_VALUE'],
      ['pH', 'UNPHYSICAL_VALUE'],
      ['freeSulfurDioxide', 'INCONSISTENT_VALUES'],
    ]);
    expect(wine?.faults[0]?.message).toBe('fixedAcidity must be from 0 to 300 g/dm³, but -1 came.');
  });

  it.each([Infinity, -Infinity, NaN])('have a measurement of %d', (value) => {
    for (let i = 0; i < good.length; i++) {
      const [wine] = findRejectedWines(block(good.with(i, value)), features);
      expect(wine?.faults.map(({ code }) => code)).toContain('UNPHYSICAL_VALUE');
    }
  });

  it('do not include one with -0, which is 0', () => {
    expect(findRejectedWines(block(good.with(2, -0)), features)).toEqual([]);
  });
});
