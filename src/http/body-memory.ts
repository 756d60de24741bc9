import { MOST_BYTES } from './incoming-bodies';

/** Node hands over no longer pieces. */
const PAGE_BYTES = 65_536;
/** What is kept for bodies to come; what more of them takes is garbage when they are read. */
const MOST_KEPT_PAGES = MOST_BYTES / PAGE_BYTES;

const free: Buffer[] = [];

/**
 * Memory for a body that comes in pieces, used again when that is read. The pieces themselves lie outside
 * of V8's heap; a long body takes longer to come than V8 calls anything young, so that they would stay
 * until a collection of everything, and those of several lists are as much as a gateway at rest.
 */
export class BodyMemory {
  #pages: Buffer[] = [];
  /** Bytes of the last page that are taken. */
  #used = PAGE_BYTES;

  /** A copy of a piece, good until the release. */
  copyOf(piece: Buffer): Buffer {
    if (piece.length > PAGE_BYTES) return piece;
    if (this.#used + piece.length > PAGE_BYTES) {
      this.#pages.push(free.pop() ?? Buffer.allocUnsafeSlow(PAGE_BYTES));
      this.#used = 0;
    }
    const copy = (this.#pages.at(-1) as Buffer).subarray(this.#used, this.#used + piece.length);
    piece.copy(copy);
    this.#used += piece.length;
    return copy;
  }

  /** Gives it back; what was copied into it is no more. */
  release(): void {
    free.push(...this.#pages.slice(0, MOST_KEPT_PAGES - free.length));
    this.#pages = [];
    this.#used = PAGE_BYTES;
  }
}
