import { type IncomingMessage } from 'node:http';
import { IncomingWines } from '../execution/incoming-wines';
import { type HasRoomFor } from './early-refusal';

/** A body that takes long enough to read for several of them to be noticed: some tenths of a millisecond. */
export const LONG_BYTES = 65_536;
/** Of bodies that come at once so much is read meanwhile; what is read ahead of the queue is no more than this. */
export const MOST_BYTES = 16 * 1024 * 1024;

/** A body that is read while it comes. */
export interface IncomingBody {
  readonly wines: IncomingWines;
  /** To be called once, when it is read, or comes to nothing. */
  readonly end: () => void;
}

/** Begins to read a request's body; undefined where it is better read when it is whole. */
export type BeginBody = (request: Pick<IncomingMessage, 'headers'>) => IncomingBody | undefined;

/**
 * Has long bodies read while they come, as long as there is room for whatever they may ask: else they
 * might be refused, and that shall cost nearly nothing.
 */
export function readIncoming(hasRoomFor: HasRoomFor): BeginBody {
  let bytes = 0;
  return ({ headers }) => {
    // A client that sends chunks does not say.
    const length = Number(headers['content-length'] ?? 0);
    if (length < LONG_BYTES || bytes + length > MOST_BYTES || !hasRoomFor(bytes + length)) {
      return undefined;
    }
    bytes += length;
    return {
      wines: new IncomingWines(length),
      end() {
        bytes -= length;
      },
    };
  };
}
