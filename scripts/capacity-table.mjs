// What one gateway carries, from the last whole run of the benchmark, for docs/operating.md.
import { readFileSync } from 'node:fs';

const RESULTS = new URL('../bench/results/latest.json', import.meta.url);

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Three digits of it, as a person would say it. @param {number} value */
const rounded = (value) =>
  Number(value.toPrecision(value < 10 ? 2 : 3)).toLocaleString('en', { maximumFractionDigits: 2 });

/** The rows of the table, its head first. */
export function capacityRows() {
  const { load } = JSON.parse(readFileSync(RESULTS, 'utf8'));
  const cells = new Map();
  for (const record of load) {
    const { subject, selection, version, wines, connections, failure } = record;
    if (subject !== 'provador' || selection !== 'plain' || failure) continue;
    const key = `${version} ${wines} ${connections}`;
    cells.set(key, [...(cells.get(key) ?? []), record]);
  }
  const rows = [...cells.values()].map((records) => {
    const [{ version, wines, connections }] = records;
    const middle = (/** @type {string} */ figure) =>
      rounded(median(records.map((/** @type {any} */ record) => record[figure])));
    return [
      `\`${version}\``,
      wines.toLocaleString('en'),
      String(connections),
      middle('winesPerSecond'),
      `${middle('p50Ms')} / ${middle('p99Ms')} ms`,
      `${middle('cpuSecondsPerMillionWines')} s`,
    ];
  });
  return [
    [
      'version',
      'wines a request',
      'connections',
      'wines a second',
      'p50 / p99',
      'CPU a million wines',
    ],
    ...rows,
  ];
}
