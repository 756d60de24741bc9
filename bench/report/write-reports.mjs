import { readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { growthPlot } from './growth-plot.mjs';
import { markdown } from './markdown.mjs';
import { readmeTable } from './readme-table.mjs';

/** @param {string} name */
const resultFile = (name) => fileURLToPath(new URL(`../results/${name}`, import.meta.url));

/**
 * Writes a run's results as JSON, and from that JSON the reports.
 *
 * @param {Record<string, any>} results
 * @param {string} name `latest`, or that of a run that is not to be kept
 * @returns {Promise<string>} the file of the report
 */
export async function writeReports(results, name) {
  writeFileSync(
    resultFile(`${name}.json`),
    await format(JSON.stringify(results), { parser: 'json', printWidth: 400 }),
  );
  return drawReports(name);
}

/** Makes the reports of a run from its JSON alone. @param {string} name */
async function drawReports(name) {
  const results = JSON.parse(readFileSync(resultFile(`${name}.json`), 'utf8'));
  const report = resultFile(`${name}.md`);
  writeFileSync(report, await format(markdown(results), { parser: 'markdown' }));
  // `npm run docs` puts it into the README.
  if (name === 'latest') writeFileSync(resultFile('readme-table.md'), readmeTable(results) + '\n');
  if (results.growth.length > 0) {
    writeFileSync(
      resultFile(name === 'latest' ? 'growth.svg' : `${name}.svg`),
      growthPlot(results),
    );
  }
  return report;
}

if (argv[1] === fileURLToPath(import.meta.url)) console.log(await drawReports(argv[2] ?? 'latest'));
