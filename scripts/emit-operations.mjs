// Writes schema/persisted-operations.json, the operations that PERSISTED_OPERATIONS lets clients name by
// hash, from schema/operations: each as it stands in its file, and as clients print it. It is in Apollo's format; `npm run operations -- FOLDER OUT` makes one
// of your own.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, print } from 'graphql';

const [folder = 'schema/operations', out = 'schema/persisted-operations.json'] =
  process.argv.slice(2);

const operations = readdirSync(folder)
  .filter((name) => name.endsWith('.graphql'))
  .sort()
  .flatMap((name) => {
    const text = readFileSync(path.join(folder, name), 'utf8');
    const document = parse(text);
    const operation = document.definitions.find(({ kind }) => kind === 'OperationDefinition');
    if (operation?.kind !== 'OperationDefinition') throw new Error(`${name} has no operation`);
    return [...new Set([text, print(document)])].map((body) => ({
      id: createHash('sha256').update(body).digest('hex'),
      name: operation.name?.value ?? null,
      type: operation.operation,
      body,
    }));
  });
const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
writeFileSync(out, `${JSON.stringify(manifest, null, 2)}\n`);
