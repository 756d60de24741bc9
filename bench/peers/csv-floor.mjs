// Reads, parses and writes a table as `provador score` does, with its own code and so with the same
// libraries and stream settings, and grades nothing: node csv-floor.mjs IN OUT [papaparse]. With
// `papaparse`, the library writes the cells as well, which the command line does itself.
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
const { text } = await openInput(from, new AbortController().signal);
const output = await openOutput(to);
/** @type {{ name: string, kind: 'text', of: (cells: string[]) => string }[]} */
let columns = [];
for await (const lines of parseLines(text)) {
  columns = columns.length > 0 ? columns : columnsOf(lines[0]);
  await output.write(writer === 'papaparse' ? `${Papa.unparse(lines, { newline: '\n' })}\n` : written(lines));
}
await output.commit();

/** @param {string[][]} lines */
function written(lines) {
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
