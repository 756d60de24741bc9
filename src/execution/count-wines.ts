import { WineBlock } from '../prediction/wine-block';
import { WIDTH } from '../wine-fields';
import { CLOSE_BRACKET, type JsonCursor } from './json-cursor';

/** A key of every wine, in GraphQL and in the old API alike; never a value, nor within a text. */
const KEY = Buffer.from('"alcohol":');

/** No wine is shorter as JSON: eleven names with quotes, colons, commas and one digit each. */
export const LEAST_BYTES_A_WINE = 170;

/** How many wines are in a stretch of JSON, at least; as many as there are where all are written alike. */
export function countedWines(body: Buffer, start: number, end: number): number {
  let rows = 0;
  let at = body.indexOf(KEY, start);
  while (at >= 0 && at < end) {
    rows++;
    at = body.indexOf(KEY, at + LEAST_BYTES_A_WINE);
  }
  return rows;
}

/**
 * Goes past a list of wines without reading it; the place is behind it then, unless an id has a
 * bracket in it: then what follows is not what should.
 *
 * @returns a block of as many wines, of zeros; undefined where there are none.
 */
export function countWines(cursor: JsonCursor): WineBlock | undefined {
  const { buffer, byteOffset, byteLength } = cursor.bytes;
  const body = Buffer.from(buffer, byteOffset, byteLength);
  const end = body.indexOf(CLOSE_BRACKET, cursor.at);
  const rows = end < 0 ? 0 : countedWines(body, cursor.at, end);
  if (rows === 0) return undefined;
  cursor.at = end + 1;
  return new WineBlock(rows, zerosFor(rows));
}

/** The same memory for all: nobody reads or writes it. */
let zeros = new Float64Array(0);

function zerosFor(rows: number): Float64Array {
  if (zeros.length < rows * WIDTH) zeros = new Float64Array(rows * WIDTH);
  return zeros.subarray(0, rows * WIDTH);
}
