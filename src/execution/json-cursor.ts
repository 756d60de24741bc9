const WORD = 4;

/** A text to be compared with, four bytes at a time; the last four may overlap with those before. */
export class ExpectedText {
  readonly length: number;
  readonly words: Uint32Array;

  /** @param text of four bytes or more. */
  constructor(text: string) {
    const bytes = Buffer.from(text);
    this.length = bytes.length;
    this.words = Uint32Array.from({ length: Math.ceil(bytes.length / WORD) }, (_, i) =>
      bytes.readUInt32BE(Math.min(i * WORD, bytes.length - WORD)),
    );
  }
}

/** Bytes of JSON with a place in them. Reads speculatively: a `false` says "not like this". */
export class JsonCursor {
  private readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    public at: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Skips white space and takes this byte, if it is the next. */
  take(byte: number): boolean {
    this.skipSpace();
    if (this.bytes[this.at] !== byte) return false;
    this.at++;
    return true;
  }

  /** Takes this very text, if it is the next. */
  takeAll({ length, words }: ExpectedText): boolean {
    const { view, at } = this;
    const last = at + length - WORD;
    if (last + WORD > view.byteLength) return false;
    let i = 0;
    for (let word = at; word < last; word += WORD) {
      if (view.getUint32(word) !== words[i++]) return false;
    }
    if (view.getUint32(last) !== words[i]) return false;
    this.at = last + WORD;
    return true;
  }

  /**
   * Reads a number (RFC 8259, section 6) to the same double as `JSON.parse` into a place of a block:
   * given back, each would be an object of the heap. False where there is none, or none that is finite.
   * Digits that make a number below 2^53, with a power of ten up to 22, are exact by one division,
   * since both operands are (Clinger, "How to read floating point numbers accurately", PLDI 1990); the
   * rest goes the long way.
   */
  readNumber(into: Float64Array, place: number): boolean {
    this.skipSpace();
    const { bytes } = this;
    const start = this.at;
    const isNegative = bytes[start] === MINUS;
    let at = isNegative ? start + 1 : start;
    const first = at;
    let mantissa = 0;
    for (let digit = digitAt(bytes, at); digit >= 0; digit = digitAt(bytes, ++at)) {
      mantissa = mantissa * 10 + digit;
    }
    const wholeDigits = at - first;
    if (wholeDigits === 0 || (wholeDigits > 1 && bytes[first] === ZERO)) return false;
    let decimals = 0;
    if (bytes[at] === POINT) {
      const point = at++;
      for (let digit = digitAt(bytes, at); digit >= 0; digit = digitAt(bytes, ++at)) {
        mantissa = mantissa * 10 + digit;
      }
      decimals = at - point - 1;
      if (decimals === 0) return false;
    }
    this.at = at;
    const next = bytes[at];
    if (next === UPPER_E || next === LOWER_E) {
      if (!this.skipExponent()) return false;
    } else if (mantissa <= Number.MAX_SAFE_INTEGER && decimals < POWERS_OF_TEN.length) {
      const value = decimals === 0 ? mantissa : mantissa / (POWERS_OF_TEN[decimals] as number);
      into[place] = isNegative ? -value : value;
      return true;
    }
    const value = Number(latin1(bytes, start, this.at));
    into[place] = value;
    return Number.isFinite(value);
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

  private skipExponent(): boolean {
    const sign = this.bytes[++this.at];
    if (sign === PLUS || sign === MINUS) this.at++;
    const start = this.at;
    while (digitAt(this.bytes, this.at) >= 0) this.at++;
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

const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** The decimal digit at a place; -1 where there is none. */
function digitAt(bytes: Uint8Array, at: number): number {
  const digit = (bytes[at] ?? 0) - ZERO;
  return digit <= 9 ? digit : -1;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}
