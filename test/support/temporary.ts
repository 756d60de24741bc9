import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder that is gone after the tests of a file. */
export class TemporaryFolder {
  readonly path = mkdtempSync(path.join(tmpdir(), 'provador-'));

  /** Writes a file, JSON where it is not a text; gives its path. */
  write(name: string, content: unknown): string {
    const file = path.join(this.path, name);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
