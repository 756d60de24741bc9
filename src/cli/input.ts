import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { aboutFile } from './command-error';
import { isStandard } from './output';

/** Bytes that are read at once: each piece goes to another thread, which costs something by itself. */
const PIECE_BYTES = 262_144;

/** Text that a command reads. */
export interface Input {
  readonly text: Readable;
  /** Undefined where nobody knows. */
  readonly totalBytes: number | undefined;
  readonly bytesRead: () => number;
}

/**
 * Opens a file to be read, or standard input where none is named.
 *
 * @param signal ends it, with an error.
 * @throws CommandError when it cannot be read.
 */
export async function openInput(file: string | undefined, signal: AbortSignal): Promise<Input> {
  if (isStandard(file)) {
    const { stdin } = process;
    stdin.setEncoding('utf8');
    addAbortSignal(signal, stdin);
    return { text: stdin, totalBytes: undefined, bytesRead: () => 0 };
  }
  const text = createReadStream(file, {
    encoding: 'utf8',
    highWaterMark: PIECE_BYTES,
    signal,
  });
  try {
    await once(text, 'open');
    const found = await stat(file);
    // Opening a folder succeeds; reading it does not.
    if (found.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    const totalBytes = found.isFile() ? found.size : undefined;
    return { text, totalBytes, bytesRead: () => text.bytesRead };
  } catch (error) {
    text.destroy();
    throw aboutFile(file, error, 'read');
  }
}
