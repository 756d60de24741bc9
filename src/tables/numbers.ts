const POINT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const COMMA = /^[+-]?(?:\d+,\d*|,\d+)$/;

/**
 * Reads a number as laboratories and spreadsheets write it: `7.4`, `7,4` or `7.4e0`, with spaces
 * around it. A comma is always a decimal one: no measurement of a wine has thousands.
 *
 * @returns NaN for anything else.
 */
export function readNumber(text: string): number {
  const trimmed = text.trim();
  if (POINT.test(trimmed)) return Number(trimmed);
  if (COMMA.test(trimmed)) return Number(trimmed.replace(',', '.'));
  return NaN;
}
