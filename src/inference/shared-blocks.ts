import { type Block } from './worker-tasks';

/**
 * Blocks of shared memory, used again and again: a new one for each run would stay until the
 * garbage collector of every thread that saw it has come by.
 */
export class SharedBlocks {
  readonly #free: Block[] = [];

  /** A block of at least so many float32 values, whose content is whatever was left in it. */
  take(values: number): Block {
    const block = this.#free.pop();
    const bytes = values * Float32Array.BYTES_PER_ELEMENT;
    return block && block.byteLength >= bytes ? block : new SharedArrayBuffer(bytes);
  }

  giveBack(block: Block): void {
    this.#free.push(block);
  }
}
