/** A Markdown table: the first row is its head. @param {(string | number)[][]} rows */
export function table(...rows) {
  const [head = [], ...body] = rows;
  return [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** Three digits that matter. @param {number} value */
export function figure(value) {
  if (value >= 100) return Math.round(Number(value.toPrecision(3))).toLocaleString('en');
  return value.toPrecision(value >= 10 ? 3 : 2);
}

/** What stands where nothing was measured. */
export const NOTHING = '–';

/** @param {import('./summary.mjs').Spread | null} spread @param {string} [unit] */
export const median = (spread, unit = '') => (spread ? `${figure(spread.median)}${unit}` : NOTHING);

/** Median with least and most. @param {import('./summary.mjs').Spread | null} spread @param {string} [unit] */
export const medianAndSpread = (spread, unit = '') =>
  spread
    ? `${figure(spread.median)}${unit} (${figure(spread.min)}–${figure(spread.max)})`
    : NOTHING;

/** @param {number} wines @param {number} [connections] */
export const wineCount = (wines, connections) =>
  `${wines.toLocaleString('en')} wine${wines === 1 ? '' : 's'}${connections ? `, ${connections} conn.` : ''}`;
