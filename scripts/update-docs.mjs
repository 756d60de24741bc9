// Brings README.md and docs/ up to date with the code: runs every curl example against a started gateway
// and writes its answer below it, and fills in the tables between `<!-- name -->` and `<!-- end -->`.
import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { format } from 'prettier';
import app from '../dist/app.js';
import settingsModule from '../dist/settings.js';
import { capacityRows } from './capacity-table.mjs';

// What the last whole run of `npm run bench` wrote.
const BENCH = new URL('../bench/results/readme-table.md', import.meta.url);
const DOCS = new URL('../docs/', import.meta.url);
const PAGES = [
  new URL('../README.md', import.meta.url),
  ...readdirSync(DOCS)
    .filter((name) => name.endsWith('.md'))
    .map((name) => new URL(name, DOCS)),
];
const run = promisify(execFile);
const DOCUMENTED = 'http://127.0.0.1:4000';
const EXAMPLE = /(```sh\n)(curl [^`]*)(```\n\n```json\n)[^`]*(```)/g;

/** @param {(string | number)[][]} rows */
const table = (...rows) => {
  const [head = [], ...body] = rows.map((row) => row.map(String));
  return [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
};
const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(1)} %`;
const figure = (/** @type {number | null} */ value) => value?.toFixed(3) ?? '–';

const settings = settingsModule.readSettings({ PORT: '0', LOG_LEVEL: 'silent' });
const gateway = await app.startApp(settings, pino({ level: 'silent' }));

const tables = {
  settings: table(
    ['variable', 'default', 'what it is for'],
    ...settingsModule
      .describeSettings()
      .map(({ name, defaultValue, description }) => [
        `\`${name}\``,
        defaultValue ? `\`${defaultValue}\`` : '',
        description,
      ]),
  ),
  quality: table(
    ['version', 'protocol', 'MAD', 'within 0.5', 'within 1', 'kappa', 'RPS', 'log loss', 'ECE'],
    ...gateway.registry.versions.flatMap(({ name, manifest }) =>
      manifest.metrics.map((metrics) => [
        `\`${name}\``,
        metrics.protocol.toLowerCase(),
        figure(metrics.meanAbsoluteDeviation),
        percent(metrics.withinHalf),
        percent(metrics.withinOne),
        percent(metrics.kappa),
        figure(metrics.rankedProbabilityScore),
        figure(metrics.logLoss),
        figure(metrics.expectedCalibrationError),
      ]),
    ),
  ),
  bench: readFileSync(BENCH, 'utf8'),
  capacity: table(...capacityRows()),
};

/** @param {string} page */
const withAnswers = async (page) => {
  let answered = page;
  for (const [example, open, command = '', between, close] of page.matchAll(EXAMPLE)) {
    const script = command.replaceAll(DOCUMENTED, gateway.url);
    const { stdout } = await run('sh', ['-c', script]);
    const answer = JSON.stringify(JSON.parse(stdout), null, 2);
    answered = answered.replace(example, () => `${open}${command}${between}${answer}\n${close}`);
  }
  return answered;
};

for (const file of PAGES) {
  const before = readFileSync(file, 'utf8');
  const filled = Object.entries(tables).reduce(
    (page, [name, content]) =>
      page.replace(new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- end -->)`), `$1\n${content}\n\n$2`),
    await withAnswers(before),
  );
  const after = await format(filled, { parser: 'markdown', printWidth: 100 });
  if (after !== before) writeFileSync(file, after);
}
await gateway.stop();
