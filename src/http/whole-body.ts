import { type IncomingMessage } from 'node:http';
import { errorCodes } from 'fastify';
import { together } from '../execution/pieces';
import { turnOfItsOwn } from '../execution/turns';
import { BodyMemory } from './body-memory';

/**
 * So much of a body is read in a turn of the event loop, for some tenths of a millisecond. By itself
 * Node hands over what is there, up to two megabytes, and short requests would wait for all of it.
 */
const BYTES_A_TURN = 131_072;

/** A request's body in the pieces in which it came. */
export class WholeBody {
  /** @param memory what the pieces lie in, but for the first. */
  constructor(
    private readonly pieces: readonly Buffer[],
    readonly length: number,
    private readonly memory = new BodyMemory(),
  ) {}

  /** Its bytes, to be read before anybody else's are: the next body is put in the same place. */
  bytes(): Buffer {
    return together(this.pieces);
  }

  text(): string {
    return this.bytes().toString('utf8');
  }

  /** To be called when it has been read: its memory is another body's then. */
  release(): void {
    this.memory.release();
  }

  /** Has all of it read, each piece in a turn of the event loop of its own. */
  async giveInTurns(reader: BodyReader): Promise<void> {
    for (const piece of this.pieces) {
      await turnOfItsOwn();
      reader.take(piece);
    }
  }
}

/** Reads a body in the pieces in which it came. */
export interface BodyReader {
  take(piece: Buffer): void;
}

/**
 * Receives a body of at most so many bytes.
 *
 * @param reader is given each piece as it comes, if anybody reads it already; so that others get their
 * turns meanwhile, no more is received at once than is soon read.
 * @param done called once, with an error of Fastify's or the client's connection, or with the body.
 */
export function receiveBody(
  request: IncomingMessage,
  maxBytes: number,
  reader: BodyReader | undefined,
  done: (error: Error | null, body?: WholeBody) => void,
): void {
  if (Number(request.headers['content-length']) > maxBytes) {
    done(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
    return;
  }
  const memory = new BodyMemory();
  let pieces: Buffer[] = [];
  let length = 0;
  let lengthInTurn = 0;
  let isOver = false;
  const end = (error: Error | null): void => {
    if (isOver) return;
    isOver = true;
    if (error) {
      // What still comes is read, and nothing of it kept.
      pieces = [];
      memory.release();
      done(error);
    } else done(null, new WholeBody(pieces, length, memory));
  };
  request
    .on('data', (received: Buffer) => {
      length += received.length;
      if (length > maxBytes) end(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
      if (isOver) return;
      // Most bodies are one piece, which is read at once.
      const piece = pieces.length === 0 ? received : memory.copyOf(received);
      pieces.push(piece);
      if (!reader) return;
      reader.take(piece);
      lengthInTurn += piece.length;
      if (lengthInTurn < BYTES_A_TURN) return;
      lengthInTurn = 0;
      request.pause();
      void turnOfItsOwn().then(() => request.resume());
    })
    .on('end', () => {
      end(null);
    })
    .on('error', (error: Error) => {
      end(Object.assign(error, { statusCode: 400 }));
    });
}
