import { type WineBlock } from '../prediction/wine-block';
import {
  CLOSE_BRACE,
  COLON,
  COMMA,
  JsonCursor,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './json-cursor';
import { readWines } from './json-wines';

/** Reads a list of wines and goes past it; undefined for what is no such list. */
export type ReadWines = (cursor: JsonCursor) => WineBlock | undefined;

/** Bodies below this size are parsed as fast whole. */
const WORTHWHILE_BYTES = 2048;

/** A variable's list of wines in a body: its wines, where it starts and where it ends. */
export interface WineList {
  readonly variable: string;
  readonly wines: WineBlock;
  readonly start: number;
  readonly end: number;
}

/** A GraphQL request over HTTP, as far as it has to be known here. */
interface GraphqlBody {
  variables?: Record<string, unknown>;
}

/**
 * Parses the JSON of a GraphQL request. Variables that are lists of wines are read straight into
 * blocks, without an object for any of them; whatever is not certainly such a list stays what
 * `parse` makes of it.
 *
 * @param parse parses what is left of the body; it throws for what is no JSON.
 */
export function parseRequestBody(
  body: Buffer,
  parse: (text: string) => unknown,
  read: ReadWines = readWines,
): unknown {
  const lists = body.length < WORTHWHILE_BYTES ? [] : findWineLists(body, read);
  return parseAround(lists, body, parse);
}

/** Parses a body from which lists of wines have been read, and puts those in their places. */
export function parseAround(
  lists: readonly WineList[],
  body: Buffer,
  parse: (text: string) => unknown,
): unknown {
  if (lists.length === 0) return parse(body.toString('utf8'));
  let rest = '';
  let at = 0;
  for (const { start, end } of lists) {
    rest += body.toString('utf8', at, start) + 'null';
    at = end;
  }
  const parsed = parse(rest + body.toString('utf8', at)) as GraphqlBody;
  for (const { variable, wines } of lists) (parsed.variables ??= {})[variable] = wines;
  return parsed;
}

/** The lists of wines in `variables`; none when the body is not what a GraphQL client sends. */
export function findWineLists(body: Buffer, read: ReadWines): WineList[] {
  const cursor = new JsonCursor(body, 0);
  let lists: WineList[] | undefined;
  const isBody = eachMember(cursor, (key) => {
    if (key !== 'variables') return cursor.skipValue();
    // Of a key that comes twice JSON.parse takes the last: it shall decide.
    if (lists) return false;
    lists = readVariables(cursor, read);
    return lists !== undefined;
  });
  return isBody && lists ? lists : [];
}

/**
 * Where the first list of a body's variables starts that can be one of wines; -1 while there is none
 * in what has come of the body.
 */
export function startOfWines(body: Buffer): number {
  const cursor = new JsonCursor(body, 0);
  let start = -1;
  eachMember(cursor, (key) => {
    if (key !== 'variables') return cursor.skipValue();
    return eachMember(cursor, () => {
      const { at } = cursor;
      if (!cursor.take(OPEN_BRACKET) || !cursor.take(OPEN_BRACE)) {
        cursor.at = at;
        return cursor.skipValue();
      }
      start = at;
      return false;
    });
  });
  return start;
}

function readVariables(cursor: JsonCursor, read: ReadWines): WineList[] | undefined {
  const lists: WineList[] = [];
  const names = new Set<string>();
  const isObject = eachMember(cursor, (variable) => {
    if (names.has(variable)) return false;
    names.add(variable);
    const start = cursor.at;
    const wines = cursor.bytes[start] === OPEN_BRACKET ? read(cursor) : undefined;
    if (wines) {
      lists.push({ variable, wines, start, end: cursor.at });
      return true;
    }
    cursor.at = start;
    return cursor.skipValue();
  });
  return isObject ? lists : undefined;
}

/** Calls `read` at every value of an object. False when one of them, or the object, is not as expected. */
function eachMember(cursor: JsonCursor, read: (key: string) => boolean): boolean {
  if (!cursor.take(OPEN_BRACE)) return false;
  do {
    const key = readKey(cursor);
    if (key === undefined || !cursor.take(COLON)) return false;
    cursor.skipSpace();
    if (!read(key)) return false;
  } while (cursor.take(COMMA));
  return cursor.take(CLOSE_BRACE);
}

function readKey(cursor: JsonCursor): string | undefined {
  if (!cursor.take(QUOTE)) return undefined;
  const start = --cursor.at;
  if (!cursor.skipText()) return undefined;
  const key = Buffer.from(cursor.bytes.buffer, cursor.bytes.byteOffset + start, cursor.at - start);
  const text = key.toString('utf8', 1, key.length - 1);
  // An escape could spell any key; "__proto__" is for the parser to refuse.
  return text.includes('\\') || text === '__proto__' ? undefined : text;
}
