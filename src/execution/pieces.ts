/** More is put together in memory of its own each time. */
const MOST_KEPT_BYTES = 4 * 1024 * 1024;
/** Where pieces are put together, those of one body at a time. */
let place = Buffer.alloc(0);

/**
 * Pieces as one, to be read before anybody else's are: the next ones are put in the same place.
 * Memory of its own for each would be garbage of its size, also of what is refused; and as it lies
 * outside of V8's heap, it is collected late and by a collection of everything.
 */
export function together(pieces: readonly Buffer[]): Buffer {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const whole = placeFor(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) at += piece.copy(whole, at);
  return whole;
}

function placeFor(length: number): Buffer {
  if (length > MOST_KEPT_BYTES) return Buffer.allocUnsafe(length);
  if (place.length < length) {
    place = Buffer.allocUnsafeSlow(Math.min(2 * length, MOST_KEPT_BYTES));
  }
  return place.subarray(0, length);
}
