import { SharedBlocks } from '../../src/inference/shared-blocks';

describe('shared blocks', () => {
  it('are used again when they are large enough', () => {
    const blocks = new SharedBlocks();
    const block = blocks.take(100);
    blocks.giveBack(block);
    expect(blocks.take(60)).toBe(block);
  });

  it('make place for larger ones', () => {
    const blocks = new SharedBlocks();
    blocks.giveBack(blocks.take(10));
    expect(blocks.take(11).byteLength).toBe(44);
  });

  it('belong to one run at a time', () => {
    const blocks = new SharedBlocks();
    expect(blocks.take(10)).not.toBe(blocks.take(10));
  });
});
