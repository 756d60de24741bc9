import fc from 'fast-check';
import { meanGrade, medianGrade, roundedGrade, upperTail } from '../../src/prediction/grades';

const grades = [3, 4, 5, 6, 7, 8];
const distribution = Float32Array.from([0.05, 0.1, 0.45, 0.25, 0.1, 0.05]);

const distributions = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 })
  .filter((weights) => weights.some((weight) => weight > 0.01))
  .map((weights) => {
    const sum = weights.reduce((a, b) => a + b);
    return Float32Array.from(weights, (weight) => weight / sum);
  });

describe('the grade of a distribution', () => {
  it('is its median: the lowest grade that one half of the probability reaches', () => {
    expect(medianGrade(distribution, 0, grades)).toBe(5);
  });

  it('is the lower grade at an exact half, whatever float32 makes of it', () => {
    expect(medianGrade(Float32Array.from([0, 0.2, 0.3, 0.5, 0, 0]), 0, grades)).toBe(5);
    expect(medianGrade(Float32Array.from([0.1, 0.1, 0.3, 0.2, 0.2, 0.1]), 0, grades)).toBe(5);
  });

  it('is one of the grades, with at least half of the probability on either side', () => {
    fc.assert(
      fc.property(distributions, (probabilities) => {
        const median = medianGrade(probabilities, 0, grades);
        expect(upperTail(probabilities, 0, grades, median)).toBeGreaterThanOrEqual(0.5 - 1e-5);
        expect(upperTail(probabilities, 0, grades, median + 1)).toBeLessThanOrEqual(0.5 + 1e-5);
      }),
    );
  });
});

describe('the score of a distribution', () => {
  it('is the expected grade', () => {
    expect(meanGrade(distribution, 0, grades)).toBeCloseTo(5.4, 6);
  });

  it('is the sum of the upper tails over the lowest grade', () => {
    fc.assert(
      fc.property(distributions, (probabilities) => {
        const tails = grades.slice(1).map((grade) => upperTail(probabilities, 0, grades, grade));
        const total = tails.reduce((a, b) => a + b, 3);
        expect(meanGrade(probabilities, 0, grades)).toBeCloseTo(total, 4);
      }),
    );
  });
});

describe('the probability of a grade or a higher one', () => {
  it('is certain at the lowest grade and below, and nothing above the highest', () => {
    expect(upperTail(distribution, 0, grades, 3)).toBe(1);
    expect(upperTail(distribution, 0, grades, -5)).toBe(1);
    expect(upperTail(distribution, 0, grades, 9)).toBe(0);
  });

  it('adds up the grades from there on', () => {
    expect(upperTail(distribution, 0, grades, 6)).toBeCloseTo(0.4, 6);
  });
});

describe('the grade of a score', () => {
  const output = { kind: 'score', tensor: 'score', grades: [0, 1, 2, 3, 4, 5, 6] } as const;

  it.each([
    [5.4999, 5],
    [5.5, 6],
    [-3, 0],
    [17, 6],
  ])('of %d is %d: rounded half up, within the grades', (score, grade) => {
    expect(roundedGrade(score, { ...output, grades: [...output.grades] })).toBe(grade);
  });
});
