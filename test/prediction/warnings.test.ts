import { findWarnings } from '../../src/prediction/warnings';
import { type Feature } from '../../src/repository/parameters';

const feature = (field: 'pH' | 'alcohol', name: 'PH' | 'ALCOHOL', min: number, max: number) =>
  ({
    name,
    field,
    column: field,
    unit: '',
    description: '',
    accepted: { min: 0, max: 100, source: '' },
    training: { min, median: min, max, standardDeviation: 1, values: [min], atMost: [1] },
  }) satisfies Feature;
const features = [feature('pH', 'PH', 2.74, 4.01), feature('alcohol', 'ALCOHOL', 8.4, 14.9)];

describe('warnings', () => {
  it('are none for what the model has seen, bounds included', () => {
    expect(findWarnings(Float64Array.from([2.74, 14.9]), 0, features)).toEqual([]);
  });

  it('say which measurement is outside, on which side, and what was seen', () => {
    expect(findWarnings(Float64Array.from([2.7, 15]), 0, features)).toEqual([
      {
        feature: 'PH',
        value: 2.7,
        trainingMin: 2.74,
        trainingMax: 4.01,
        message: 'pH of 2.7 is below 2.74, the lowest that the model has seen.',
      },
      {
        feature: 'ALCOHOL',
        value: 15,
        trainingMin: 8.4,
        trainingMax: 14.9,
        message: 'alcohol of 15 is above 14.9, the highest that the model has seen.',
      },
    ]);
  });
});
