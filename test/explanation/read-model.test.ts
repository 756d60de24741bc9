import fc from 'fast-check';
import { floatBelow } from '../../src/explanation/cuts';
import { layOutForest, scoreRow, type Forest } from '../../src/explanation/forest';
import { readOnnxModel } from '../../src/explanation/read-model';
import { farthest, madeUpWines, openScorer, readVersion } from './versions';

describe('version 2, read from the bytes that are served', () => {
  const { model, preparation, output } = readVersion('2');
  const { width } = preparation;
  const read = readOnnxModel(model, width);
  let forest: Forest;
  beforeAll(() => {
    if (read?.kind !== 'trees') throw new Error('expected trees');
    forest = layOutForest(read, width, output.grades);
  });

  it('answers as ONNX Runtime does, also at thresholds and one float beside them', async () => {
    const rows = 300;
    const prepared = preparation.prepare(madeUpWines(rows, 3), rows);
    const { first, threshold } = forest.cuts;
    for (let i = 0; i < prepared.length; i++) {
      const [from, to] = [first[i % width] ?? 0, first[(i % width) + 1] ?? 0];
      const near = threshold[from + ((i * 7919) % (to - from))] ?? 0;
      if (i % 3 > 0) prepared[i] = i % 3 === 1 ? near : floatBelow(near);
    }
    const scorer = await openScorer('2');
    const expected = await scorer.scorePrepared(prepared, rows);
    await scorer.release();
    const scores = Array.from({ length: rows }, (_, row) =>
      scoreRow(forest, prepared, row * width),
    );
    expect(farthest(scores, expected)).toBeLessThan(1e-5);
  });

  it('has each split once for each column and threshold, ascending', () => {
    const { first, threshold, column } = forest.cuts;
    for (let cut = 1; cut < threshold.length; cut++) {
      if (column[cut] === column[cut - 1]) {
        expect(threshold[cut]).toBeGreaterThan(threshold[cut - 1] ?? Infinity);
      }
    }
    expect(first).toHaveLength(width + 1);
    expect(first[width]).toBe(threshold.length);
  });

  it('is refused where a split has a child that is not there, or one that is its own', () => {
    if (read?.kind !== 'trees') throw new Error('expected trees');
    for (const child of [1e6, 0]) {
      const broken = { ...read, trueIds: read.trueIds.map(() => child) };
      expect(() => layOutForest(broken, width, output.grades)).toThrow('the trees are no trees');
    }
  });
});

describe('the float below a float', () => {
  it('is the largest one below', () => {
    expect(floatBelow(0)).toBe(-(2 ** -149));
    expect(floatBelow(-0)).toBe(-(2 ** -149));
    expect(floatBelow(2 ** -149)).toBe(0);
    expect(floatBelow(1)).toBe(1 - 2 ** -24);
    fc.assert(
      fc.property(
        fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(-1e30) }),
        (value) => {
          const below = floatBelow(value);
          expect(below).toBeLessThan(value);
          // Whatever is between rounds to one of the two.
          expect([below, value]).toContain(Math.fround((below + value) / 2) + 0);
        },
      ),
    );
  });
});
