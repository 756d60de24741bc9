import fc from 'fast-check';
import { createPreparation } from '../../src/preprocessing/preprocessing';
import { preprocessingSchema } from '../../src/preprocessing/preprocessing-schema';
import { WIDTH, WINE_FIELDS } from '../../src/wine-fields';

const wine = Float64Array.from([7.4, 0.7, 0, 1.9, 0.076, 11, 34, 0.9978, 3.51, 0.56, 9.4]);

function prepareOne(steps: object[], columns: string[], measurements = wine): number[] {
  const preparation = createPreparation(preprocessingSchema.parse({ steps, columns }));
  return [...preparation.prepare(measurements, measurements.length / WIDTH)];
}

describe('preparation', () => {
  it('hands the measurements on as they are where there are no steps, cast once to float32', () => {
    expect(prepareOne([], [...WINE_FIELDS])).toEqual([...wine].map(Math.fround));
  });

  it.each([
    [{ op: 'log1p', inputs: ['totalSulfurDioxide'] }, Math.log1p(34)],
    [{ op: 'minMax', inputs: ['freeSulfurDioxide'], min: 1, max: 72 }, 10 / 71],
    [{ op: 'ratio', inputs: ['freeSulfurDioxide', 'totalSulfurDioxide'] }, 11 / 34],
    [{ op: 'ratio', inputs: ['alcohol', 'citricAcid'] }, 0],
    [{ op: 'difference', inputs: ['totalSulfurDioxide', 'freeSulfurDioxide'] }, 23],
    [{ op: 'sum', inputs: ['fixedAcidity', 'volatileAcidity'] }, 7.4 + 0.7],
    [{ op: 'product', inputs: ['density', 'alcohol'] }, 0.9978 * 9.4],
  ])('computes %j in float64', (step, expected) => {
    expect(prepareOne([{ ...step, output: 'x' }], ['x'])).toEqual([Math.fround(expected)]);
  });

  it('lets a step read what an earlier one wrote: the min-max of the log1p of version 1', () => {
    const steps = [
      { op: 'log1p', inputs: ['totalSulfurDioxide'], output: 'log' },
      { op: 'minMax', inputs: ['log'], output: 'scaled', min: Math.log1p(6), max: Math.log1p(289) },
    ];
    const expected = (Math.log1p(34) - Math.log1p(6)) / (Math.log1p(289) - Math.log1p(6));
    expect(prepareOne(steps, ['scaled'])).toEqual([Math.fround(expected)]);
  });

  it('takes -0 for 0, as a denominator too', () => {
    const zero = wine.with(2, -0);
    const steps = [{ op: 'ratio', inputs: ['alcohol', 'citricAcid'], output: 'x' }];
    expect(prepareOne(steps, ['x'], zero)).toEqual([0]);
  });

  it('prepares each wine of a block as it would alone, in order', () => {
    const steps = [{ op: 'ratio', inputs: ['alcohol', 'density'], output: 'x' }];
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
    const block = fc.array(fc.array(finite, { minLength: WIDTH, maxLength: WIDTH }));
    fc.assert(
      fc.property(block, (wines) => {
        const together = prepareOne(steps, ['x', 'pH'], Float64Array.from(wines.flat()));
        const alone = wines.flatMap((one) =>
          prepareOne(steps, ['x', 'pH'], Float64Array.from(one)),
        );
        expect(together).toEqual(alone);
      }),
    );
  });

  it('names the step that reads a column which is not there', () => {
    const steps = [{ op: 'log1p', inputs: ['sugar'], output: 'x' }];
    expect(() => prepareOne(steps, ['x'])).toThrow(
      'steps.0 (log1p) reads "sugar", which is no column so far',
    );
    expect(() => prepareOne([], ['sugar'])).toThrow(
      'columns.0 reads "sugar", which is no column so far',
    );
  });

  it('names the step that writes a column a second time', () => {
    const steps = [{ op: 'log1p', inputs: ['pH'], output: 'alcohol' }];
    expect(() => prepareOne(steps, ['alcohol'])).toThrow(
      'steps.0 (log1p) writes "alcohol" a second time',
    );
  });
});
