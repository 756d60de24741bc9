/** Choices that are the same for the same seed (mulberry32). */
export class Random {
  /** @param {number} seed */
  constructor(seed) {
    this.state = seed >>> 0;
  }

  /** A whole number from 0 to `below`, without it. @param {number} below */
  below(below) {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }

  /** True once in so many times. @param {number} times */
  once(times) {
    return this.below(times) === 0;
  }

  /** @template T @param {readonly T[]} items @returns {T} */
  of(items) {
    return /** @type {T} */ (items[this.below(items.length)]);
  }

  /** What `make` makes, from 0 to `most` times. @template T @param {number} most @param {() => T} make */
  some(most, make) {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}
