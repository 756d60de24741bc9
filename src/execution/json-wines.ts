import { WineBlock } from '../prediction/wine-block';
import { WIDTH, WINE_FIELDS } from '../wine-fields';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  ExpectedText,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  type JsonCursor,
} from './json-cursor';

/** Every key that a wine may have, in the order of the columns and then `id`. */
const NAMES = [...WINE_FIELDS, 'id'];
const ID = WIDTH;
const textsOf = (text: (key: string) => string) =>
  NAMES.map((name) => new ExpectedText(text(JSON.stringify(name))));
const KEYS = textsOf((key) => key);
// As most clients write them, without spaces: as the first member, and behind another one.
const FIRST_KEYS = textsOf((key) => `{${key}:`);
const NEXT_KEYS = textsOf((key) => `,${key}:`);
const ALL_FIELDS = (1 << WIDTH) - 1;

/** How a list went on: its wines are behind the place, there will be more of it; it has ended; or it is another list. */
export type Progress = 'more' | 'ended' | 'foreign';

/**
 * Reads a list of wines from JSON straight into a block, in as many stretches as it comes in. It takes
 * complete wines with numbers, and at most a plain `id`: `JSON.parse` and GraphQL decide what all else is.
 */
export class WineListReader {
  private rows = 0;
  private measurements = new Float64Array(WIDTH);
  private ids: (string | null)[] = [];
  private bytesRead = 0;

  /** @param mostBytes how many the list can have: from these is guessed how many wines to make room for. */
  constructor(private readonly mostBytes: number) {}

  /**
   * Reads on where the cursor is: behind the opening bracket at first, later behind the last wine.
   *
   * @param end where the last complete wine ends, or later: wines are read as long as they begin before.
   */
  read(cursor: JsonCursor, end: number): Progress {
    const start = cursor.at - this.bytesRead;
    for (;;) {
      if (this.rows > 0) {
        if (cursor.take(CLOSE_BRACKET)) return 'ended';
        if (cursor.at < end && !cursor.take(COMMA)) return 'foreign';
      }
      if (cursor.at >= end) break;
      if (this.rows * WIDTH === this.measurements.length) this.makeRoom(cursor.at - start);
      const id = readWine(cursor, this.measurements, this.rows * WIDTH);
      if (id === undefined) return 'foreign';
      this.rows++;
      if (id !== null) this.nameLast(id);
    }
    this.bytesRead = cursor.at - start;
    return 'more';
  }

  /** The wines read so far. */
  block(): WineBlock {
    const { rows, measurements, ids } = this;
    while (ids.length > 0 && ids.length < rows) ids.push(null);
    return new WineBlock(rows, measurements.subarray(0, rows * WIDTH), ids);
  }

  private makeRoom(bytesRead: number): void {
    // Wines of one list are about equally long.
    const expected = Math.ceil((1.05 * this.mostBytes * this.rows) / bytesRead);
    const larger = new Float64Array(Math.max(expected, 2 * this.rows) * WIDTH);
    larger.set(this.measurements);
    this.measurements = larger;
  }

  private nameLast(id: string): void {
    while (this.ids.length < this.rows - 1) this.ids.push(null);
    this.ids.push(id);
  }
}

/**
 * Reads a list of wines that is there whole; the place is behind it then.
 *
 * @returns undefined for anything else.
 */
export function readWines(cursor: JsonCursor): WineBlock | undefined {
  if (!cursor.take(OPEN_BRACKET)) return undefined;
  const { length } = cursor.bytes;
  const reader = new WineListReader(length - cursor.at);
  return reader.read(cursor, length) === 'ended' ? reader.block() : undefined;
}

/** Reads one wine into a row of the block. Its id; null where it has none, undefined where it is no such wine. */
function readWine(
  cursor: JsonCursor,
  measurements: Float64Array,
  row: number,
): string | null | undefined {
  let seen = 0;
  let id: string | null = null;
  // Callers write their wines' fields in one order: the next key is most likely the next column's.
  let likely = 0;
  let texts = FIRST_KEYS;
  for (;;) {
    let key = likely;
    if (!cursor.takeAll(texts[likely] as ExpectedText)) {
      if (!cursor.take(texts === FIRST_KEYS ? OPEN_BRACE : COMMA)) break;
      key = readKey(cursor, likely);
      if (key < 0 || !cursor.take(COLON)) return undefined;
    }
    if ((seen & (1 << key)) !== 0) return undefined;
    seen |= 1 << key;
    likely = key === ID ? 0 : key + 1;
    texts = NEXT_KEYS;
    if (key === ID) {
      const text = readId(cursor);
      if (text === undefined) return undefined;
      id = text;
    } else if (!cursor.readNumber(measurements, row + key)) return undefined;
  }
  if (!cursor.take(CLOSE_BRACE) || (seen & ALL_FIELDS) !== ALL_FIELDS) return undefined;
  return id;
}

/** Which of the keys comes next, the likely one tried first; -1 where none does. */
function readKey(cursor: JsonCursor, likely: number): number {
  // Skips the space before it.
  if (!cursor.take(QUOTE)) return -1;
  cursor.at--;
  for (let i = 0; i < KEYS.length; i++) {
    const key = (likely + i) % KEYS.length;
    if (cursor.takeAll(KEYS[key] as ExpectedText)) return key;
  }
  return -1;
}

/** A text without escapes, which most ids are. */
function readId(cursor: JsonCursor): string | undefined {
  if (!cursor.take(QUOTE)) return undefined;
  const { bytes } = cursor;
  const start = cursor.at;
  for (let byte = bytes[start]; byte !== QUOTE; byte = bytes[++cursor.at]) {
    if (byte === undefined || byte < 0x20 || byte === BACKSLASH) return undefined;
  }
  const length = cursor.at++ - start;
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('utf8');
}
