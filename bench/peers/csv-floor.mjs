// Reads, parses and writes a table as `provador score` does, with its stream settings, and grades
// nothing: node csv-floor.mjs IN OUT [ours]. PapaParse reads and writes; with `ours`, what it read is
// written by the code with which the command line writes its rows.
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { gatewayRoot } from '../repository.mjs';

const require = createRequire(path.join(gatewayRoot(), 'package.json'));
const { openInput } = require('./dist/cli/input.js');
const { parseLines } = require('./dist/cli/parse-lines.js');
const { openOutput } = require('./dist/cli/output.js');
const { writeRow } = require('./dist/tables/output.js');
const Papa = require('papaparse');

const [from, to, writer] = process.argv.slice(2);
const { text } = await openInput(from, new globalThis.AbortController().signal);
const output = await openOutput(to);
/** @type {{ name: string, kind: 'text', of: (cells: string[]) => string }[] | undefined} */
let columns;
for await (const lines of parseLines(text)) {
  columns ??= columnsOf(lines[0]);
  await output.write(writer === 'ours' ? written(lines, columns) : unparsed(lines));
}
await output.commit();

/** @param {string[][]} lines */
function unparsed(lines) {
  return `${Papa.unparse(lines, { newline: '\n' })}\n`;
}

/** @param {string[][]} lines @param {NonNullable<typeof columns>} columns */
function written(lines, columns) {
  let piece = '';
  for (const cells of lines) piece += writeRow(cells, columns);
  return piece;
}

/** @param {string[]} names */
function columnsOf(names) {
  return names.map((name, i) => ({
    name,
    kind: /** @type {const} */ ('text'),
    of: (/** @type {string[]} */ cells) => cells[i] ?? '',
  }));
}
