import { Readable } from 'node:stream';
import Papa from 'papaparse';
import { detectDelimiter } from '../tables/delimiter';

/** Characters that are parsed at once: their cells are gone before a collection would have to keep them. */
const PIECE_CHARACTERS = 65_536;
/** Characters within which the first line must end. */
const HEAD_CHARACTERS = 65_536;
/** A first line that has ended for sure: the line end may be two characters. */
const FIRST_LINE = /\S[^\r\n]*(\n|\r[^])/;

/** Lines of a table, each the texts of its cells. */
export type Lines = readonly (readonly string[])[];

/**
 * Parses a text as it comes, a piece of the source at a time, and reads on when these were taken.
 * Delimiter and line ends are found out from the beginning.
 *
 * @param source text, in pieces.
 * @returns `Lines`, a piece each.
 */
export function parseLines(source: Readable): Readable {
  const text = Readable.from(inPieces(withWholeFirstLine(source)));
  const lines = new Readable({
    objectMode: true,
    highWaterMark: 1,
    read: () => text.resume(),
    destroy(error, done) {
      text.destroy();
      source.destroy();
      done(error);
    },
  });
  Papa.parse<string[]>(text, {
    delimiter: detectDelimiter as (beginning: string) => string,
    chunk: ({ data }) => {
      if (!lines.push(data)) text.pause();
    },
    complete: () => {
      lines.push(null);
    },
    error: (error: Error) => {
      lines.destroy(error);
    },
  });
  return lines;
}

/** The text in pieces, of which the first holds the first line whole. */
async function* withWholeFirstLine(source: AsyncIterable<string>): AsyncGenerator<string> {
  let head: string | undefined = '';
  for await (const piece of source) {
    if (head === undefined) {
      yield piece;
      continue;
    }
    head += piece;
    if (head.length < HEAD_CHARACTERS && !FIRST_LINE.test(head)) continue;
    yield head;
    head = undefined;
  }
  if (head !== undefined) yield head;
}

async function* inPieces(source: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of source) {
    for (let at = 0; at < text.length; at += PIECE_CHARACTERS) {
      yield text.slice(at, at + PIECE_CHARACTERS);
    }
  }
}
