import { measurementsGame } from '../../src/explanation/game';
import { createLinearShap } from '../../src/explanation/linear-shap';
import { createPreparation } from '../../src/preprocessing/preprocessing';
import { WIDTH } from '../../src/wine-fields';

const preparation = createPreparation({
  steps: [
    { op: 'log1p', inputs: ['alcohol'], output: 'log' },
    { op: 'ratio', inputs: ['sulphates', 'chlorides'], output: 'ratio' },
  ],
  columns: ['alcohol', 'log', 'ratio'],
});
const background = new Float64Array(2 * WIDTH);
background.set([1, 3], WIDTH - 1);
background[2 * WIDTH - 1] = 3;
const references = preparation.prepare(background, 2);
const create = (coefficients: number[], targets = 1, factors = [1]) =>
  createLinearShap(
    {
      kind: 'linear',
      targets,
      coefficients: Float64Array.from(coefficients),
      intercepts: new Float64Array(targets).fill(100),
    },
    measurementsGame(preparation, background),
    references,
    3,
    factors,
  );
const alcohol = (explain: ReturnType<typeof create>, value: number) => {
  const wine = new Float64Array(WIDTH).fill(value, WIDTH - 1);
  const contributions = new Float64Array(WIDTH);
  explain?.(wine, preparation.prepare(wine, 1), 1, contributions);
  expect([...contributions.subarray(0, WIDTH - 1)]).toEqual(Array(WIDTH - 1).fill(0));
  return contributions[WIDTH - 1];
};

describe('the Shapley values of a line', () => {
  it('are the coefficient times the distance from the mean of the references', () => {
    expect(alcohol(create([5, 0, 0]), 4)).toBe(10);
  });

  it('of two columns of one measurement are added', () => {
    const mean = (Math.fround(Math.log1p(1)) + Math.fround(Math.log1p(3))) / 2;
    expect(alcohol(create([5, 2, 0]), 4)).toBe(10 + 2 * (Math.fround(Math.log1p(4)) - mean));
  });

  it('count each target by its factor', () => {
    expect(alcohol(create([1, 2, 0, 0, 0, 0], 2, [10, 100]), 4)).toBe(2 * (10 + 200));
  });

  it('are not offered where a column of two measurements counts', () => {
    expect(create([5, 0, 1])).toBeUndefined();
  });
});
