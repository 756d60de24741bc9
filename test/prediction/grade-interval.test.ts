import fc from 'fast-check';
import {
  conformalBound,
  gradeInterval,
  type GradedWine,
} from '../../src/prediction/grade-interval';
import { medianGrade } from '../../src/prediction/grades';
import { type IntervalCalibration } from '../../src/repository/parameters';

const GRADES = [3, 4, 5, 6, 7, 8];
const calibrated = (
  score: IntervalCalibration['score'],
  scores: readonly number[] = [0, 0.25, 0.5, 0.75],
): IntervalCalibration => ({ score, scores: [...scores] });

function wineOf(probabilities: readonly number[]): GradedWine {
  const block = Float32Array.from(probabilities);
  const score = block.reduce((sum, p, i) => sum + p * (GRADES[i] ?? 0), 0);
  return { quality: medianGrade(block, 0, GRADES), score, probabilities: block };
}

describe('the bound of a confidence', () => {
  it('is the score that so many of the calibration wines and one more have at most', () => {
    const calibration = calibrated('distance', [1, 2, 3, 4]);
    const bounds = [0.2, 0.21, 0.5, 0.6, 0.8].map((c) => conformalBound(calibration, c));
    expect(bounds).toEqual([1, 2, 3, 3, 4]);
  });

  it.each([0, -0.1, 1, 0.81, 1.5, NaN])('refuses a confidence of %d and says the bounds', (c) => {
    expect(() => conformalBound(calibrated('distance', [1, 2, 3, 4]), c)).toThrow(
      `confidence: expected a number above 0 and at most 0.8, which 4 calibration wines support, but ${c} came.`,
    );
  });
});

describe('an interval', () => {
  const wine = wineOf([0.05, 0.1, 0.5, 0.2, 0.1, 0.05]);

  // Scores by hand, from grade 5: 6 (0.5 + 0.8) / 2, 4 (0.7 + 0.9) / 2, 7 (0.8 + 0.9) / 2,
  // 3 (0.9 + 0.95) / 2, 8 (0.95 + 0.95) / 2.
  it.each([
    [0, [5, 5]],
    [0.64, [5, 5]],
    [0.66, [5, 6]],
    [0.81, [4, 6]],
    [0.86, [4, 7]],
    [0.93, [3, 7]],
    [1, [3, 8]],
  ])('takes grades in by how probable they and those before are, to %d', (bound, [low, high]) => {
    const found = gradeInterval(wine, GRADES, calibrated('massAndRarity'), bound);
    expect(found).toEqual({ low, high });
  });

  it.each([
    [0, [6, 6]],
    [0.5, [6, 6]],
    [0.7, [5, 6]],
    [1.4, [5, 7]],
    [9, [3, 8]],
  ])('of a bare score takes in grades at most %d from it', (bound, [low, high]) => {
    const bare = { quality: 6, score: 5.6, probabilities: null };
    expect(gradeInterval(bare, GRADES, calibrated('distance'), bound)).toEqual({ low, high });
  });

  it('holds the quality, and never shrinks as the bound rises, whatever the wine', () => {
    const shares = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 6 });
    const bound = fc.double({ min: 0, max: 1, noNaN: true });
    const kind = fc.constantFrom('massAndRarity' as const, 'distance' as const);
    fc.assert(
      fc.property(shares, bound, bound, kind, (counts, a, b, score) => {
        const sum = counts.reduce((x, y) => x + y, 0);
        fc.pre(sum > 0);
        const any = wineOf(counts.map((count) => count / sum));
        const [narrow, wide] = [Math.min(a, b), Math.max(a, b)].map((within) =>
          gradeInterval(any, GRADES, calibrated(score), within),
        );
        expect(narrow?.low).toBeLessThanOrEqual(any.quality);
        expect(narrow?.high).toBeGreaterThanOrEqual(any.quality);
        expect(wide?.low).toBeLessThanOrEqual(narrow?.low ?? NaN);
        expect(wide?.high).toBeGreaterThanOrEqual(narrow?.high ?? NaN);
      }),
    );
  });
});
