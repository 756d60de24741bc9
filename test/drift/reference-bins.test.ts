import { referenceBins } from '../../src/drift/reference-bins';
import { stabilityIndex, statusOf } from '../../src/drift/stability-index';

/** A measurement whose training wines had these values. */
function trainedOn(...wines: number[]): Parameters<typeof referenceBins>[0] {
  const values = [...new Set(wines)].sort((a, b) => a - b);
  const atMost = values.map((value) => wines.filter((other) => other <= value).length);
  const [min = NaN] = values;
  return {
    training: { min, median: NaN, max: values.at(-1) ?? NaN, standardDeviation: 1, values, atMost },
  };
}

describe('the bins of a measurement', () => {
  it('are tenths of the training wines where their values allow it', () => {
    const wines = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(referenceBins(trainedOn(...wines))).toEqual({
      edges: [10, 20, 30, 40, 50, 60, 70, 80, 90],
      shares: Array.from({ length: 10 }, () => 0.1),
    });
  });

  it('are fewer where many wines share a value, with shares as counted', () => {
    expect(referenceBins(trainedOn(0, 0, 0, 0, 1, 2, 3, 4, 5, 6))).toEqual({
      edges: [0, 1, 2, 3, 4, 5],
      shares: [0.4, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
    });
    expect(referenceBins(trainedOn(7, 7, 7))).toEqual({ edges: [], shares: [1] });
  });
});

describe('the population stability index', () => {
  it('is 0 for the distribution itself, whatever its size', () => {
    expect(stabilityIndex([50, 30, 20], [0.5, 0.3, 0.2])).toBeCloseTo(0, 3);
    expect(stabilityIndex([50_000, 30_000, 20_000], [0.5, 0.3, 0.2])).toBeCloseTo(0, 8);
  });

  it('is the sum of (actual − expected) × ln(actual / expected)', () => {
    // By hand: 0.1·ln(0.6/0.5) + (−0.1)·ln(0.4/0.5)
    expect(stabilityIndex([600_000, 400_000], [0.5, 0.5])).toBeCloseTo(0.0405465, 5);
  });

  it('is finite where a bin is empty', () => {
    expect(stabilityIndex([0, 1000], [0.5, 0.5])).toBeGreaterThan(3);
    expect(stabilityIndex([0, 1000], [0.5, 0.5])).toBeLessThan(5);
  });

  it('is read as the literature does', () => {
    expect([0, 0.099, 0.1, 0.249, 0.25, 7].map(statusOf)).toEqual([
      'STABLE',
      'STABLE',
      'MODERATE',
      'MODERATE',
      'SIGNIFICANT',
      'SIGNIFICANT',
    ]);
  });
});
