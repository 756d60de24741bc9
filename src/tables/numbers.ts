const POINT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const COMMA = /^[+-]?(?:\d+,\d*|,\d+)$/;

const [ZERO, NINE, DOT, DECIMAL_COMMA] = [48, 57, 46, 44];
const POWERS_OF_TEN = Array.from({ length: 16 }, (_, power) => Number(`1e${power}`));

/**
 * Reads a number as laboratories and spreadsheets write it: `7.4`, `7,4` or `7.4e0`, with spaces
 * around it. A comma is always a decimal one: no measurement of a wine has thousands.
 *
 * @returns NaN for anything else.
 */
export function readNumber(text: string): number {
  const value = readDigits(text);
  return Number.isNaN(value) ? readCarefully(text) : value;
}

/**
 * Digits with at most one decimal sign, as nearly every cell has them; NaN for what has to be looked
 * at closer. Up to 15 digits with a power of ten up to 22 are exact by one division, since both
 * operands are (Clinger, "How to read floating point numbers accurately", PLDI 1990).
 */
function readDigits(text: string): number {
  const { length } = text;
  if (length === 0 || length > 16) return NaN;
  let mantissa = 0;
  let sign = -1;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= ZERO && code <= NINE) mantissa = mantissa * 10 + (code - ZERO);
    else if ((code === DOT || code === DECIMAL_COMMA) && sign < 0) sign = i;
    else return NaN;
  }
  if (sign < 0) return length < 16 ? mantissa : NaN;
  return length === 1 ? NaN : mantissa / (POWERS_OF_TEN[length - 1 - sign] as number);
}

function readCarefully(text: string): number {
  const trimmed = text.trim();
  if (POINT.test(trimmed)) return Number(trimmed);
  if (COMMA.test(trimmed)) return Number(trimmed.replace(',', '.'));
  return NaN;
}
