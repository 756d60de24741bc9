import { explainByCoalitions } from '../../src/explanation/coalitions';
import { coalitionWeights, conjunctionShares } from '../../src/explanation/shapley-weights';
import { WIDTH } from '../../src/wine-fields';
import { farthest, madeUpWines } from './versions';

const background = madeUpWines(3, 1);
const wines = madeUpWines(2, 2);
const scoresOf =
  (score: (wine: Float64Array) => number) => (measurements: Float64Array, rows: number) =>
    Promise.resolve(
      Array.from({ length: rows }, (_, row) =>
        score(measurements.subarray(row * WIDTH, (row + 1) * WIDTH)),
      ),
    );
const explain = (score: (wine: Float64Array) => number, blockRows = 4_096) =>
  explainByCoalitions({
    measurements: wines,
    rows: 2,
    background,
    scoreRows: scoresOf(score),
    blockRows,
  });

describe('the coalitions', () => {
  it('explain a sum by its terms', async () => {
    const { baseline, contributions } = await explain((wine) =>
      wine.reduce((sum, value, i) => sum + i * value, 0),
    );
    const mean = (i: number) =>
      [0, 1, 2].reduce((sum, row) => sum + (background[row * WIDTH + i] ?? NaN), 0) / 3;
    const expected = wines.map((value, i) => (i % WIDTH) * (value - mean(i % WIDTH)));
    expect(farthest(contributions, expected)).toBeLessThan(1e-9);
    expect(baseline).toBeCloseTo(
      background.subarray(0, WIDTH).reduce((sum, _, i) => sum + i * mean(i), 0),
      9,
    );
  });

  it('share what two measurements do only together between the two', async () => {
    const { contributions } = await explain((wine) => ((wine[0] ?? 0) === wines[0] ? 1 : 0));
    expect(contributions[0]).toBeCloseTo(
      1 - [0, 1, 2].filter((row) => background[row * WIDTH] === wines[0]).length / 3,
      12,
    );
    const sum = contributions.subarray(1, WIDTH).reduce((total, part) => total + Math.abs(part), 0);
    expect(sum).toBeLessThan(1e-12);
  });

  it('give the same however many rows are scored at once', async () => {
    const score = (wine: Float64Array) => (wine[1] ?? 0) * (wine[2] ?? 0) + (wine[10] ?? 0) ** 2;
    const { contributions } = await explain(score);
    for (const blockRows of [1, 100, 1e6]) {
      expect((await explain(score, blockRows)).contributions).toEqual(contributions);
    }
  });

  it('reject as the scoring does, and when it gives another number of scores', async () => {
    const options = { measurements: wines, rows: 2, background };
    const reject = () => Promise.reject(new Error('the workers have stopped'));
    await expect(explainByCoalitions({ ...options, scoreRows: reject })).rejects.toThrow(
      'the workers have stopped',
    );
    const none = () => Promise.resolve([]);
    await expect(explainByCoalitions({ ...options, scoreRows: none })).rejects.toThrow(
      'expected 4095 scores, but 0 came',
    );
  });
});

describe('Shapley weights', () => {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

  it('are s! (players-s-1)! / players!', () => {
    expect(coalitionWeights(11)).toHaveLength(11);
    for (const [s, weight] of coalitionWeights(11).entries()) {
      expect(weight).toBeCloseTo((factorial(s) * factorial(10 - s)) / factorial(11), 15);
    }
  });

  it('share the game of p in and n out: 1 in all where nobody must be out', () => {
    const { stride, shareIn, shareOut } = conjunctionShares(11);
    for (let p = 0; p <= 11; p++) {
      for (let n = 0; n + p <= 11; n++) {
        const all = p * (shareIn[p + stride * n] ?? NaN) + n * (shareOut[p + stride * n] ?? NaN);
        expect(all).toBeCloseTo((p > 0 && n === 0 ? 1 : 0) - (n > 0 && p === 0 ? 1 : 0), 12);
      }
    }
  });
});
