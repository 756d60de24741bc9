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

// Every key that a wine may have, with its quotes, in the order of the columns and then `id`.
const KEYS = [...WINE_FIELDS, 'id'].map((key) => new ExpectedText(JSON.stringify(key)));
const ID = WIDTH;
const ALL_FIELDS = (1 << WIDTH) - 1;

/**
 * Reads a list of wines from JSON straight into a block; the place is behind it then.
 *
 * @returns undefined for anything but a list of complete wines with numbers, and at most a plain
 *   `id`: `JSON.parse` and GraphQL decide what that is.
 */
export function readWines(cursor: JsonCursor): WineBlock | undefined {
  if (!cursor.take(OPEN_BRACKET)) return undefined;
  const start = cursor.at;
  const ids: (string | null)[] = [];
  let hasIds = false;
  let measurements = new Float64Array(WIDTH);
  let rows = 0;
  do {
    if ((rows + 1) * WIDTH > measurements.length) {
      // Wines of one list are about equally long.
      const bytesPerWine = (cursor.at - start) / rows;
      const expected = Math.ceil((1.05 * (cursor.bytes.length - start)) / bytesPerWine);
      measurements = grown(measurements, Math.max(expected, 2 * rows) * WIDTH);
    }
    const id = readWine(cursor, measurements, rows * WIDTH);
    if (id === undefined) return undefined;
    if (id !== null) hasIds = true;
    ids.push(id);
    rows++;
  } while (cursor.take(COMMA));
  if (!cursor.take(CLOSE_BRACKET)) return undefined;
  return new WineBlock(rows, measurements.subarray(0, rows * WIDTH), hasIds ? ids : []);
}

/** Reads one wine into a row of the block. Its id; null where it has none, undefined where it is no such wine. */
function readWine(
  cursor: JsonCursor,
  measurements: Float64Array,
  row: number,
): string | null | undefined {
  if (!cursor.take(OPEN_BRACE)) return undefined;
  let seen = 0;
  let id: string | null = null;
  // Callers write their wines' fields in one order: the next key is most likely the next column's.
  let likely = 0;
  do {
    const key = readKey(cursor, likely);
    if (key < 0 || (seen & (1 << key)) !== 0 || !cursor.take(COLON)) return undefined;
    seen |= 1 << key;
    likely = key + 1;
    if (key === ID) {
      const text = readId(cursor);
      if (text === undefined) return undefined;
      id = text;
    } else {
      const value = cursor.readNumber();
      if (!Number.isFinite(value)) return undefined;
      measurements[row + key] = value;
    }
  } while (cursor.take(COMMA));
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

function grown(block: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length);
  larger.set(block);
  return larger;
}
