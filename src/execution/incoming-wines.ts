import { type WineBlock } from '../prediction/wine-block';
import { CLOSE_BRACE, JsonCursor } from './json-cursor';
import { readWines, WineListReader } from './json-wines';
import { together } from './pieces';
import { findWineLists, parseAround, startOfWines } from './request-body';

/** Read on when so much has come: what is looked at again then is at most a few times as much. */
const STRETCH_BYTES = 16_384;
/** A body whose list begins later than this, or has longer wines, is read when it is whole. */
const MOST_LEFT_BYTES = 65_536;
const EMPTY_LIST = Buffer.from('[]');

/**
 * Reads the first list of wines in the variables of a GraphQL request's body while the body comes: the
 * work is done in as many parts as there are pieces, and when the last has come it is nearly over.
 */
export class IncomingWines {
  /** Before the list; undefined until that has begun. */
  private head: Buffer | undefined;
  private readonly reader: WineListReader;
  private hasEnded = false;
  private isForeign = false;
  /** What has come and is not read: before the list ends a stretch's beginning, then what is behind it. */
  private unread: Buffer[] = [];
  private newBytes = 0;

  /** @param length of the body, in bytes. */
  constructor(length: number) {
    this.reader = new WineListReader(length);
  }

  /** Takes the next piece of the body; the wines that are complete with it are read. */
  take(piece: Buffer): void {
    if (this.isForeign) return;
    this.unread.push(piece);
    this.newBytes += piece.length;
    if (!this.hasEnded && this.newBytes >= STRETCH_BYTES) this.readOn();
  }

  /**
   * The body, once it is whole, as `parseRequestBody` gives it.
   *
   * @param parse parses what is left of the body; it throws for what is no JSON.
   * @returns undefined for a body that is to be read whole.
   */
  body(parse: (text: string) => unknown): unknown {
    if (!this.hasEnded && !this.isForeign) this.readOn();
    const { head, hasEnded, isForeign } = this;
    if (isForeign || !head || !hasEnded) return undefined;
    const wines = this.reader.block();
    const rest = Buffer.concat([head, EMPTY_LIST, ...this.unread]);
    const lists = findWineLists(rest, (cursor): WineBlock | undefined => {
      if (cursor.at !== head.length) return readWines(cursor);
      cursor.at += EMPTY_LIST.length;
      return wines;
    });
    return lists.some((list) => list.wines === wines) ? parseAround(lists, rest, parse) : undefined;
  }

  private readOn(): void {
    const bytes = together(this.unread);
    let at = 0;
    if (!this.head) {
      at = startOfWines(bytes);
      if (at < 0) {
        this.leave(bytes);
        return;
      }
      this.head = Buffer.from(bytes.subarray(0, at++));
    }
    const cursor = new JsonCursor(bytes, at);
    const progress = this.reader.read(cursor, bytes.lastIndexOf(CLOSE_BRACE) + 1);
    this.hasEnded = progress === 'ended';
    this.isForeign = progress === 'foreign';
    this.leave(bytes.subarray(cursor.at));
  }

  private leave(bytes: Buffer): void {
    if (bytes.length > MOST_LEFT_BYTES) this.isForeign = true;
    this.unread = this.isForeign ? [] : [Buffer.from(bytes)];
    this.newBytes = 0;
  }
}
