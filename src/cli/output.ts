import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { aboutFile } from './command-error';

/** Whoever read standard output has left: what is still to come is of no use, and that is no error. */
export class ReaderLeft extends Error {}

/** Where a table is written to. */
export interface Output {
  /** Resolves when there is room for more. */
  write(piece: string | Uint8Array): Promise<void>;
  /** Everything was written: it may be found from now on. */
  commit(): Promise<void>;
  /** It will not be whole: nothing of it stays. */
  discard(): Promise<void>;
}

/** Whether a file that is named, or not, stands for standard input or output. */
export function isStandard(file: string | undefined): file is '-' | undefined {
  return file === undefined || file === '-';
}

/**
 * Opens a file to be written, or standard output where none is named. A file is written beside its
 * name and takes it when it is whole, so that what has the name is never half a file.
 *
 * @throws CommandError when it cannot be written.
 */
export async function openOutput(file: string | undefined): Promise<Output> {
  if (isStandard(file)) return new StandardOutput();
  try {
    const target = await realpath(file).catch(() => path.resolve(file));
    const old = await stat(target).catch(() => undefined);
    // A pipe or a device can only be written as it is.
    const final = old && !old.isFile() ? undefined : target;
    const beside = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.part`);
    const stream = createWriteStream(final === undefined ? target : beside, { mode: old?.mode });
    await once(stream, 'open');
    return new FileOutput(stream, file, beside, final);
  } catch (error) {
    throw aboutFile(file, error, 'written');
  }
}

/** Writes, and waits where the stream has enough. A failure between two writes is told at the next. */
class Pieces {
  private failure: Error | undefined;

  constructor(private readonly stream: Writable) {
    stream.on('error', (error) => (this.failure = error));
  }

  async write(piece: string | Uint8Array): Promise<void> {
    if (this.failure) throw this.failure;
    if (piece.length > 0 && !this.stream.write(piece)) await once(this.stream, 'drain');
  }
}

class FileOutput implements Output {
  private readonly pieces: Pieces;

  /** @param final the name that it takes; undefined: it has it already. */
  constructor(
    private readonly stream: Writable,
    private readonly file: string,
    private readonly beside: string,
    private readonly final: string | undefined,
  ) {
    this.pieces = new Pieces(stream);
  }

  async write(piece: string | Uint8Array): Promise<void> {
    await this.pieces.write(piece).catch((error: unknown) => {
      throw aboutFile(this.file, error, 'written');
    });
  }

  async commit(): Promise<void> {
    try {
      this.stream.end();
      await finished(this.stream);
      if (this.final !== undefined) await rename(this.beside, this.final);
    } catch (error) {
      throw aboutFile(this.file, error, 'written');
    }
  }

  async discard(): Promise<void> {
    this.stream.destroy();
    if (this.final !== undefined) await rm(this.beside, { force: true });
  }
}

class StandardOutput implements Output {
  private readonly pieces = new Pieces(process.stdout);

  async write(piece: string | Uint8Array): Promise<void> {
    await this.pieces.write(piece).catch(leave);
  }

  async commit(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      process.stdout.write('', (error) => {
        if (error) reject(error);
        else resolve();
      });
    }).catch(leave);
  }

  discard(): Promise<void> {
    return Promise.resolve();
  }
}

function leave(error: unknown): never {
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') throw new ReaderLeft();
  throw aboutFile('standard output', error, 'written');
}
