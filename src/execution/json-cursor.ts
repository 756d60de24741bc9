/** Bytes of JSON with a place in them. Reads speculatively: a `false` or NaN says "not like this". */
export class JsonCursor {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
  ) {}

  /** Skips white space and takes this byte, if it is the next. */
  take(byte: number): boolean {
    this.skipSpace();
    if (this.bytes[this.at] !== byte) return false;
    this.at++;
    return true;
  }

  /** Takes these very bytes, if they are the next. */
  takeAll(expected: Uint8Array): boolean {
    const { bytes, at } = this;
    for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
    this.at = at + expected.length;
    return true;
  }

  /**
   * Reads a number (RFC 8259, section 6) to the same double as `JSON.parse`; NaN where there is none.
   * Up to 15 digits with a power of ten up to 22 are exact by one division, since both operands are
   * (Clinger, "How to read floating point numbers accurately", PLDI 1990); the rest goes the long way.
   */
  readNumber(): number {
    this.skipSpace();
    const { bytes } = this;
    const start = this.at;
    const isNegative = bytes[start] === MINUS;
    if (isNegative) this.at++;
    const digits = this.at;
    let mantissa = this.readDigits(0);
    const wholeDigits = this.at - digits;
    if (wholeDigits === 0 || (wholeDigits > 1 && bytes[digits] === ZERO)) return NaN;
    let decimals = 0;
    if (bytes[this.at] === POINT) {
      const point = this.at++;
      mantissa = this.readDigits(mantissa);
      decimals = this.at - point - 1;
      if (decimals === 0) return NaN;
    }
    const next = bytes[this.at];
    if (next === UPPER_E || next === LOWER_E) {
      if (!this.skipExponent()) return NaN;
    } else if (wholeDigits + decimals <= 15) {
      const value = decimals === 0 ? mantissa : mantissa / (POWERS_OF_TEN[decimals] as number);
      return isNegative ? -value : value;
    }
    return Number(latin1(bytes, start, this.at));
  }

  /** Skips a text, quotes included, without a look at its escapes. False where it does not end. */
  skipText(): boolean {
    if (this.bytes[this.at] !== QUOTE) return false;
    for (let at = this.at + 1; at < this.bytes.length; at++) {
      const byte = this.bytes[at];
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) {
        this.at = at + 1;
        return true;
      }
    }
    return false;
  }

  /** Skips a value of any kind, checking no more than that brackets close. */
  skipValue(): boolean {
    let depth = 0;
    this.skipSpace();
    while (this.at < this.bytes.length) {
      const byte = this.bytes[this.at];
      if (byte === QUOTE) {
        if (!this.skipText()) return false;
        if (depth === 0) return true;
        continue;
      }
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        // The end of whatever a number or a word stands in.
        if (depth === 0) return true;
        this.at++;
        if (--depth === 0) return true;
        continue;
      } else if (byte === COMMA && depth === 0) return true;
      this.at++;
    }
    return false;
  }

  /** Goes to the next byte that is no white space. */
  skipSpace(): void {
    let byte = this.bytes[this.at];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      byte = this.bytes[++this.at];
    }
  }

  private readDigits(mantissa: number): number {
    for (;;) {
      const digit = (this.bytes[this.at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) return mantissa;
      mantissa = mantissa * 10 + digit;
      this.at++;
    }
  }

  private skipExponent(): boolean {
    const sign = this.bytes[++this.at];
    if (sign === PLUS || sign === MINUS) this.at++;
    const start = this.at;
    this.readDigits(0);
    return this.at > start;
  }
}

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const BACKSLASH = 0x5c;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
const ZERO = 0x30;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const UPPER_E = 0x45;
const LOWER_E = 0x65;

const POWERS_OF_TEN = Float64Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}
