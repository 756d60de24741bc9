import { movesOf } from '../../src/trust/moves';
import { type Feature } from '../../src/repository/parameters';

const feature = {
  training: { min: 1, max: 3, standardDeviation: 0.5 },
} as unknown as Feature;
const targets = (value: number, thresholds: readonly number[], count?: number) =>
  movesOf(4, value, feature, Float64Array.from(thresholds), count).map(({ to }) => to);

describe('moves of a measurement', () => {
  it('go just past each threshold, the nearest first, and to the ends of the training range', () => {
    expect(targets(2, [1.5, Math.fround(2.1)])).toEqual([2.10001, 1.5, 1, 3]);
  });

  it('are measured in training standard deviations', () => {
    expect(movesOf(4, 2, feature, Float64Array.of(1.5))[0]).toEqual({
      feature: 4,
      to: 1.5,
      distance: 1,
    });
  });

  it('stay within the training range', () => {
    expect(targets(2, [0.5, 3.5])).toEqual([1, 3]);
  });

  it('land on the other side of the threshold as float32 sees it', () => {
    const threshold = Math.fround(1.23456789);
    const [below] = targets(2, [threshold]);
    const [above] = targets(1, [threshold]);
    expect(Math.fround(below ?? NaN)).toBeLessThanOrEqual(threshold);
    expect(Math.fround(above ?? NaN)).toBeGreaterThan(threshold);
    expect([below, above]).toEqual([1.23456, 1.23457]);
  });

  it('are at most as many as asked for, evenly picked, besides the ends', () => {
    const thresholds = Array.from({ length: 100 }, (_, i) => 1 + (i + 1) / 64);
    expect(targets(2, thresholds, 4)).toHaveLength(6);
  });

  it('are evenly spaced for a model that tells no thresholds', () => {
    expect(movesOf(4, 2, feature, undefined).length).toBeGreaterThan(200);
  });
});
