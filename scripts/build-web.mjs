// Builds the web page and the IDE into web/dist, unless what is there was built of the same sources.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const web = path.join(root, 'web');
const dist = path.join(web, 'dist');
const stampFile = path.join(dist, '.stamp');

/** What the build is made of: the page, what it shares with the gateway, and the libraries' versions. */
const SOURCES = [
  'web/src',
  'web/public',
  'web/index.html',
  'web/vite.config.mts',
  'src/tables',
  'src/wine-fields.ts',
  'scripts/build-web.mjs',
  'scripts/build-graphiql.mjs',
  'scripts/compress.mjs',
  'package.json',
];

const stamp = hashOf(SOURCES.flatMap(filesOf));
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) process.exit(0);

const { build } = await import('vite');
const { writeGraphiql } = await import('./build-graphiql.mjs');
const { compressFolder } = await import('./compress.mjs');
await build({ root: web, logLevel: 'warn' });
await writeGraphiql(dist);
await compressFolder(dist);
writeFileSync(stampFile, stamp);

/** @param {string} name @returns {string[]} */
function filesOf(name) {
  const folder = path.join(root, name);
  if (path.extname(name) !== '') return [name];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** @param {string[]} files */
function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}
