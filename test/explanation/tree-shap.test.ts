import fc from 'fast-check';
import { explainByCoalitions } from '../../src/explanation/coalitions';
import { layOutForest, scoreRow } from '../../src/explanation/forest';
import { columnsGame, measurementsGame } from '../../src/explanation/game';
import { createTreeShap } from '../../src/explanation/tree-shap';
import { createPreparation, type Preparation } from '../../src/preprocessing/preprocessing';
import { WIDTH, WINE_FIELDS } from '../../src/wine-fields';
import { answer, preparation, toModel, trees, wine, type Tree } from './random-forests';
import { farthest } from './versions';

const drawn = (references: { minLength: number; maxLength: number }) =>
  preparation.chain((prepared) =>
    fc.record({
      preparation: fc.constant(prepared),
      forest: trees(prepared.width),
      x: wine,
      references: fc.array(wine, references),
    }),
  );

function explain(
  { width, ...rest }: Preparation,
  forest: readonly Tree[],
  x: readonly number[],
  references: readonly (readonly number[])[],
): Float64Array {
  const made = { width, ...rest };
  const background = Float64Array.from(references.flat());
  const shap = createTreeShap(
    layOutForest(toModel(forest, width), width, [1]),
    measurementsGame(made, background),
    made.prepare(background, references.length),
    width,
  );
  if (!shap) throw new Error('expected trees that are explained');
  const contributions = new Float64Array(WIDTH);
  const measurements = Float64Array.from(x);
  shap(measurements, made.prepare(measurements, 1), 1, contributions);
  return contributions;
}

describe('the Shapley values of a forest', () => {
  it('are those of the coalitions, for columns of one or two measurements', async () => {
    await fc.assert(
      fc.asyncProperty(drawn({ minLength: 1, maxLength: 3 }), async (game) => {
        const expected = await explainByCoalitions({
          measurements: Float64Array.from(game.x),
          rows: 1,
          background: Float64Array.from(game.references.flat()),
          scoreRows: (measurements, rows) => {
            const prepared = game.preparation.prepare(measurements, rows);
            const { width } = game.preparation;
            return Promise.resolve(
              Array.from({ length: rows }, (_, row) =>
                answer(game.forest, prepared.subarray(row * width, (row + 1) * width)),
              ),
            );
          },
        });
        const values = explain(game.preparation, game.forest, game.x, game.references);
        expect(farthest(values, expected.contributions)).toBeLessThan(1e-9);
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  it('against many references are the mean of those against each', () => {
    fc.assert(
      fc.property(drawn({ minLength: 30, maxLength: 70 }), (game) => {
        const each = game.references.map((one) =>
          explain(game.preparation, game.forest, game.x, [one]),
        );
        const mean = new Float64Array(WIDTH).map(
          (_, i) => each.reduce((sum, values) => sum + (values[i] ?? NaN), 0) / each.length,
        );
        const values = explain(game.preparation, game.forest, game.x, game.references);
        expect(farthest(values, mean)).toBeLessThan(1e-9);
      }),
      { numRuns: 50 },
    );
  });

  it('add up, and are 0 for a measurement that no tree asks about', () => {
    fc.assert(
      fc.property(drawn({ minLength: 1, maxLength: 40 }), (game) => {
        const { preparation: made, forest, x, references } = game;
        const values = explain(made, forest, x, references);
        const score = (row: readonly number[]) =>
          answer(forest, made.prepare(Float64Array.from(row), 1));
        const baseline = references.reduce((sum, row) => sum + score(row), 0) / references.length;
        const sum = values.reduce((total, part) => total + part, baseline);
        expect(Math.abs(sum - score(x))).toBeLessThan(1e-9);
        const asked = new Set(forest.flatMap(columnsOf).flatMap((column) => made.sources[column]));
        for (const [i, part] of values.entries()) if (!asked.has(i)) expect(part).toBe(0);
      }),
    );
  });

  it('are the same for two measurements that do the same', () => {
    const made = createPreparation({
      steps: [{ op: 'product', inputs: ['pH', 'alcohol'], output: 'both' }],
      columns: [...WINE_FIELDS, 'both'],
    });
    const split = { column: 11, threshold: 5, turned: false };
    const forest = [{ ...split, low: { leaf: 1 }, high: { leaf: 4 } }];
    const x = [0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 3];
    const values = explain(made, forest, x, [[0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1]]);
    expect([...values]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1.5, 0, 1.5]);
  });

  it('are not offered where a column depends on three measurements', () => {
    const made = createPreparation({
      steps: [
        { op: 'sum', inputs: ['pH', 'alcohol'], output: 'two' },
        { op: 'sum', inputs: ['two', 'density'], output: 'three' },
      ],
      columns: [...WINE_FIELDS, 'three'],
    });
    const ask = (column: number) => {
      const split = { column, threshold: 1, turned: false };
      const model = toModel([{ ...split, low: { leaf: 0 }, high: { leaf: 1 } }], 12);
      const background = new Float64Array(WIDTH);
      const references = made.prepare(background, 1);
      const game = measurementsGame(made, background);
      return createTreeShap(layOutForest(model, 12, [1]), game, references, 12);
    };
    expect(ask(11)).toBeUndefined();
    expect(ask(10)).toBeDefined();
  });

  it('with the columns as players are those of the same forest on measurements', () => {
    // The columns are the measurements in another order, so that both games are known to be one.
    const order = [10, 3, 5, 0, 1, 2, 4, 9, 8, 7, 6];
    const columns = order.map((i) => WINE_FIELDS[i] as string);
    const made = createPreparation({ steps: [], columns });
    fc.assert(
      fc.property(trees(11), wine, wine, (forest, x, reference) => {
        const background = Float64Array.from(reference);
        const references = made.prepare(background, 1);
        const laidOut = layOutForest(toModel(forest, 11), 11, [1]);
        const shap = createTreeShap(laidOut, columnsGame(made), references, 11);
        const byColumn = new Float64Array(11);
        const measurements = Float64Array.from(x);
        shap?.(measurements, made.prepare(measurements, 1), 1, byColumn);
        const values = explain(made, forest, x, [reference]);
        const inOrder = Float64Array.from(order, (i) => values[i] ?? NaN);
        expect(farthest(byColumn, inOrder)).toBeLessThan(1e-9);
      }),
    );
  });
});

describe('a forest laid out', () => {
  it('answers as its trees do, on thresholds too, turned or not', () => {
    fc.assert(
      fc.property(drawn({ minLength: 1, maxLength: 1 }), ({ preparation: made, forest, x }) => {
        const row = made.prepare(Float64Array.from(x), 1);
        const laidOut = layOutForest(toModel(forest, made.width), made.width, [1]);
        expect(scoreRow(laidOut, row, 0)).toBe(answer(forest, row));
      }),
    );
  });
});

function columnsOf(tree: Tree): number[] {
  return 'leaf' in tree ? [] : [tree.column, ...columnsOf(tree.low), ...columnsOf(tree.high)];
}
