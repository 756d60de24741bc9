import fc from 'fast-check';
import { BodyMemory } from '../../src/http/body-memory';

const PAGE_BYTES = 65_536;
const MOST_KEPT_PAGES = 256;

/** The pages of memory that pieces of these lengths are copied to. */
function pagesOf(memory: BodyMemory, lengths: readonly number[]): Set<ArrayBufferLike> {
  return new Set(lengths.map((length) => memory.copyOf(Buffer.alloc(length)).buffer));
}

describe('the memory of a body', () => {
  it('holds its pieces as they came, whatever their lengths, until it is released', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: PAGE_BYTES + 10 }), { maxLength: 30 });
    fc.assert(
      fc.property(lengths, lengths, (first, second) => {
        const memories = [new BodyMemory(), new BodyMemory()];
        const copies = [first, second].flatMap((lengths, body) =>
          lengths.map((length, i) => {
            const piece = Buffer.alloc(length, 100 * body + i);
            return { piece, copy: memories[body]?.copyOf(piece) };
          }),
        );
        for (const { piece, copy } of copies) expect(copy?.equals(piece)).toBe(true);
        for (const memory of memories) memory.release();
      }),
    );
  });

  it('is the next body’s when it is released', () => {
    const [first, second] = [new BodyMemory(), new BodyMemory()];
    const pages = pagesOf(first, [PAGE_BYTES, PAGE_BYTES]);
    expect(pages.size).toBe(2);
    first.release();
    expect(pagesOf(second, [PAGE_BYTES, PAGE_BYTES])).toEqual(pages);
    second.release();
  });

  it('is nobody else’s before that', () => {
    const [first, second] = [new BodyMemory(), new BodyMemory()];
    const pages = pagesOf(first, [10, PAGE_BYTES]);
    for (const page of pagesOf(second, [10, PAGE_BYTES])) expect(pages.has(page)).toBe(false);
    // A second release gives nothing back that is another's by then.
    first.release();
    first.release();
    const [third, fourth] = [new BodyMemory(), new BodyMemory()];
    const taken = pagesOf(third, [PAGE_BYTES, PAGE_BYTES]);
    for (const page of pagesOf(fourth, [PAGE_BYTES])) expect(taken.has(page)).toBe(false);
    for (const memory of [second, third, fourth]) memory.release();
  });

  it('is little for many short pieces', () => {
    const memory = new BodyMemory();
    expect(pagesOf(memory, Array<number>(1000).fill(100)).size).toBe(2);
    memory.release();
  });

  it('is kept for bodies to come up to sixteen megabytes', () => {
    const lengths = Array<number>(MOST_KEPT_PAGES + 50).fill(PAGE_BYTES);
    const [first, second] = [new BodyMemory(), new BodyMemory()];
    const before = pagesOf(first, lengths);
    first.release();
    const again = [...pagesOf(second, lengths)].filter((page) => before.has(page));
    expect(again).toHaveLength(MOST_KEPT_PAGES);
    second.release();
  });

  it('leaves a piece where it is that is longer than Node hands over', () => {
    const long = Buffer.alloc(PAGE_BYTES + 1);
    expect(new BodyMemory().copyOf(long)).toBe(long);
  });
});
