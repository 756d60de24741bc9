// npm start -- WINES.csv GRADED.csv [--version=V] [--rows=1000] [--deadline-ms=5000]
// Ends with 0, with 2 when some wines were rejected, with 1 when there is no result.
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import { gradeRows } from './grade.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    version: { type: 'string' },
    rows: { type: 'string', default: '1000' },
    'deadline-ms': { type: 'string', default: '5000' },
  },
});
const [input, output] = positionals;
if (output === undefined) {
  console.error('Expected two files: npm start -- WINES.csv GRADED.csv');
  process.exit(1);
}
const options = { version: values.version, deadlineMs: Number(values['deadline-ms']) };
const count = { graded: 0, rejected: 0 };

/** Makes lists of so many rows, as one request costs much less than one for each wine. */
async function* inLists(rows) {
  let list = [];
  for await (const row of rows) {
    if (list.push(row) < Number(values.rows)) continue;
    yield list;
    list = [];
  }
  if (list.length > 0) yield list;
}

async function* withGrades(lists) {
  for await (const rows of lists) {
    for (const [i, { grade, faults }] of (await gradeRows(rows, options)).entries()) {
      count[grade ? 'graded' : 'rejected']++;
      yield {
        ...rows[i],
        quality: grade?.quality,
        score: grade?.score,
        low: grade?.interval.low,
        high: grade?.interval.high,
        faults: faults.join(' '),
      };
    }
  }
}

// Read, asked and written a list at a time, so that a file may be of any length.
const unfinished = `${output}.part`;
try {
  await pipeline(
    createReadStream(input),
    parse({ columns: true, bom: true }),
    inLists,
    withGrades,
    stringify({ header: true }),
    createWriteStream(unfinished),
  );
  await rename(unfinished, output);
} catch (error) {
  await rm(unfinished, { force: true });
  console.error(String(error));
  process.exit(1);
}
console.error(`${count.graded} wines graded, ${count.rejected} rejected, in ${output}`);
process.exitCode = count.rejected > 0 ? 2 : 0;
