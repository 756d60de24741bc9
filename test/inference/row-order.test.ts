import fc from 'fast-check';
import { openSession } from '../../src/inference/onnx-session';
import { orderAlike, putBack, putInOrder } from '../../src/inference/row-order';
import { FOREST, forestRows } from './models';

const blocks = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 40 }))
  .chain(([width, rows]) =>
    fc.record({
      width: fc.constant(width),
      rows: fc.constant(rows),
      block: fc.float32Array({
        minLength: width * rows,
        maxLength: width * rows,
        noDefaultInfinity: true,
      }),
    }),
  );

function inOrder(block: Float32Array, order: Uint32Array, width: number): Float32Array {
  const ordered = new Float32Array(block.length);
  putInOrder(block, order, width, ordered);
  return ordered;
}

describe('the order of alike rows', () => {
  it('has every row once', () => {
    fc.assert(
      fc.property(blocks, ({ block, rows, width }) => {
        const order = orderAlike(block, rows, width);
        expect([...order].sort((a, b) => a - b)).toEqual([...Array(rows).keys()]);
      }),
    );
  });

  it('is undone by putting the rows back', () => {
    fc.assert(
      fc.property(blocks, ({ block, rows, width }) => {
        const order = orderAlike(block, rows, width);
        const restored = new Float32Array(block.length);
        putBack(inOrder(block, order, width), order, width, restored);
        expect(restored).toEqual(block);
      }),
    );
  });

  it('makes neighbours of rows on the same sides of the means', () => {
    const order = orderAlike(Float32Array.of(1, 1, 9, 9, 1, 2, 9, 8, 1, 9), 5, 2);
    expect([...order]).toEqual([0, 2, 4, 1, 3]);
  });

  it('changes no bit of an answer', async () => {
    const forest = await openSession(FOREST, 1);
    const rows = 1000;
    const block = forestRows(rows);
    const width = FOREST.inputWidth;
    // A little of every row is its own, so that none could stand for another.
    block.forEach((value, i) => (block[i] = value * (1 + ((i * 7919) % 1000) / 1e4)));
    const order = orderAlike(block, rows, width);
    const answers = new Float32Array(rows * FOREST.outputWidth);
    putBack(
      await forest.run(inOrder(block, order, width), rows),
      order,
      FOREST.outputWidth,
      answers,
    );
    expect(answers).toEqual(await forest.run(block, rows));
    await forest.release();
  });
});
