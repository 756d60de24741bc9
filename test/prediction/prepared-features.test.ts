import { percentile } from '../../src/prediction/prepared-features';
import { type Feature } from '../../src/repository/parameters';

const feature = {
  training: { values: [1, 2, 5], atMost: [2, 3, 10] },
} as unknown as Feature;

describe('a percentile', () => {
  it.each([
    [0.5, 0, 'below all'],
    [1, 10, 'in the middle of those that have the lowest value'],
    [1.5, 20, 'between two values'],
    [2, 25, 'of a value that one wine has'],
    [5, 65, 'of the most common value'],
    [6, 100, 'above all'],
  ])('of %d is %d: %s', (value, expected) => {
    expect(percentile(value, feature)).toBe(expected);
  });
});
