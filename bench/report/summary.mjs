/**
 * @typedef {{ median: number, min: number, max: number }} Spread A figure over the rounds.
 * @typedef {Record<string, any>} Row One record: a subject, a round, what was asked, its figures.
 */

/**
 * Median, least and most; null where there is nothing.
 *
 * @param {number[]} values
 * @returns {Spread | null}
 */
export function spread(values) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median =
    sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted[sorted.length - 1] };
}

/**
 * A figure of one subject over the rounds.
 *
 * @param {Row[]} rows @param {string} subject
 * @param {(row: Row) => number | null | undefined} figure
 */
export function figureOf(rows, subject, figure) {
  return spread(
    rows
      .filter((row) => row.subject === subject)
      .map(figure)
      .filter((value) => typeof value === 'number'),
  );
}

/**
 * A subject's figure divided by that of the reference, round by round: what a noisy machine does to
 * one it does to the other of the same round. Of several references the largest figure counts.
 *
 * @param {Row[]} rows @param {string} subject @param {string[]} references
 * @param {(row: Row) => number | null | undefined} figure
 */
export function ratioTo(rows, subject, references, figure) {
  const ratios = [];
  for (const row of rows.filter((candidate) => candidate.subject === subject)) {
    const against = rows
      .filter(({ subject: name, round }) => references.includes(name) && round === row.round)
      .map(figure)
      .filter((value) => typeof value === 'number');
    const value = figure(row);
    if (typeof value === 'number' && against.length > 0) ratios.push(value / Math.max(...against));
  }
  return spread(ratios);
}

/**
 * The records of one question: those that agree with all that is given.
 *
 * @param {Row[]} rows @param {Record<string, unknown>} wanted
 */
export function select(rows, wanted) {
  return rows.filter((row) => Object.entries(wanted).every(([key, value]) => row[key] === value));
}

/** The different values of a key, in the order of their coming. @param {Row[]} rows @param {string} key */
export const distinct = (rows, key) => [...new Set(rows.map((row) => row[key]))];

/** The names of the subjects with a role. @param {Row} results @param {string} role @returns {string[]} */
export const withRole = (results, role) =>
  results.subjects
    .filter((/** @type {Row} */ subject) => subject.role === role)
    .map((/** @type {Row} */ { name }) => name);
