import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.resolve(__dirname, '..', '..', 'schema', 'operations');

/**
 * The names of the published operations, which are those in `schema/operations`. A client may call its
 * operations what it likes; only these become labels.
 */
export function readKnownOperations(): ReadonlySet<string> {
  const names = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .flatMap((file) => [
      ...readFileSync(path.join(FOLDER, file), 'utf8').matchAll(/^query (\w+)/gm),
    ]);
  return new Set(names.map(([, name = '']) => name));
}
