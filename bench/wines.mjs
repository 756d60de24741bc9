import { readParameters } from './repository.mjs';

// As many decimals as the laboratory writes down, in the order of the UCI file.
const DECIMALS = [1, 3, 2, 1, 3, 0, 0, 5, 2, 2, 1];
const FREE_SULFUR_DIOXIDE = 5;
const TOTAL_SULFUR_DIOXIDE = 6;
const ALCOHOL = 10;
// One wine in this many is stronger than any in training, so that some answers carry a warning.
const UNSEEN_EVERY = 50;

/**
 * @typedef {object} Feature A measurement of the feature table.
 * @property {string} name @property {string} field @property {string} column
 * @property {{ min: number, max: number }} training
 * @property {{ min: number, max: number }} accepted
 */

/** @type {Feature[]} */
export const FEATURES = readParameters('1', 'features.json').features;

/**
 * Makes wines that a laboratory could have measured: within the training ranges, with a laboratory's
 * decimals. The same seed gives the same wines.
 *
 * @param {number} count
 * @param {number} seed
 * @returns {number[][]} eleven measurements a wine, in the order of the UCI file
 */
export function makeWines(count, seed) {
  const random = mulberry32(seed);
  return Array.from({ length: count }, (_, i) => {
    const wine = FEATURES.map(({ training: { min, max } }, feature) =>
      round(min + random() * (max - min), DECIMALS[feature]),
    );
    // The free part of the sulfur dioxide cannot exceed the total.
    wine[TOTAL_SULFUR_DIOXIDE] = Math.max(wine[TOTAL_SULFUR_DIOXIDE], wine[FREE_SULFUR_DIOXIDE]);
    if (i % UNSEEN_EVERY === UNSEEN_EVERY - 1) wine[ALCOHOL] = 15.5;
    return wine;
  });
}

/**
 * A wine as `WineInput` has it.
 *
 * @param {number[]} wine
 * @param {string} [id]
 */
export const toInput = (wine, id) => ({
  ...(id !== undefined && { id }),
  ...Object.fromEntries(FEATURES.map(({ field }, i) => [field, wine[i]])),
});

/**
 * A wine as the old API has it.
 *
 * @param {number[]} wine
 */
export const toRecord = (wine) =>
  Object.fromEntries(FEATURES.map(({ column }, i) => [column, wine[i]]));

const round = (/** @type {number} */ value, /** @type {number} */ decimals) =>
  Number(value.toFixed(decimals));

/** Tommy Ettinger's mulberry32: a small generator of even numbers from 0 to 1. */
export function mulberry32(/** @type {number} */ seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
