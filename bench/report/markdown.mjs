import { distinct, figureOf, ratioTo, select, withRole } from './summary.mjs';
import { commandLineSection } from './command-line.mjs';
import { originOf } from './origin.mjs';
import { trustSection } from './trust.mjs';
import { medianAndSpread, median, table, wineCount } from './table.mjs';

/**
 * @typedef {import('./summary.mjs').Row} Row
 * @typedef {(row: Row) => number | null | undefined} Figure
 */

const MEGABYTE = 1e6;
const perSecond = (/** @type {Row} */ { winesPerSecond }) => winesPerSecond;

/**
 * The whole of a run's results in Markdown.
 *
 * @param {Row} results what the run wrote
 * @returns {string}
 */
export function markdown(results) {
  return [
    '# What the benchmark measured',
    'Generated from the JSON beside it. [How it is measured](../README.md).',
    origin(results),
    ...distinct(results.load, 'version').flatMap((version) =>
      distinct(select(results.load, { version }), 'selection').flatMap((selection) =>
        throughput(results, version, selection),
      ),
    ),
    ...oneRequest(results),
    ...mixedLoad(results),
    ...memory(results),
    ...readiness(results),
    ...trustSection(results.trust ?? []),
    ...commandLineSection(results.cli ?? []),
    ...growth(results),
  ].join('\n\n');
}

/** @param {Row} results */
function origin(results) {
  const { rounds, seconds, quick, subjects } = results;
  const left = subjects
    .filter((/** @type {Row} */ { state }) => state !== 'timed')
    .map((/** @type {Row} */ { title, state, reason }) => `- ${title}: ${state}: ${reason}`);
  const how = `${quick ? 'A quick run, ' : ''}${rounds} rounds of ${seconds} s. Medians; least and most of the rounds in parentheses.`;
  return [`${originOf(results)} ${how}`, ...(left.length > 0 ? ['', ...left] : [])].join('\n');
}

/** @param {Row} results @param {string} version @param {string} selection */
function throughput(results, version, selection) {
  const rows = select(results.load, { version, selection });
  const shapes = distinct(rows, 'wines').map((wines) => select(rows, { wines }));
  const head = shapes.map(([{ wines, connections }]) => wineCount(wines, connections));
  const what = selection === 'plain' ? '`quality score`' : 'everything of the contract';
  /** @param {(rows: Row[], subject: string) => string} cell */
  const bySubject = (cell) => tableBySubject(results, rows, head, shapes, cell);
  /** @param {Figure} figure @param {string} [unit] */
  const figures = (figure, unit) =>
    bySubject((shape, name) => median(figureOf(shape, name, figure), unit));

  const peers = withRole(results, 'graphql');
  const old = withRole(results, 'old');
  const against = [
    ['the floor', ['floor']],
    ['the best GraphQL peer of the round', peers],
    ['the old API', old],
  ]
    .filter(([, names]) => rows.some(({ subject }) => names.includes(subject)))
    .map(([title, names]) => [
      title,
      ...shapes.map((shape) =>
        medianAndSpread(ratioTo(shape, 'provador', /** @type {string[]} */ (names), perSecond)),
      ),
    ]);
  return [
    `## Version ${version}, ${what}`,
    'Provador’s wines a second, divided by those of',
    table(['', ...head], ...against),
    'Wines a second',
    figures(perSecond),
    'Wines a second against the floor of the same round',
    bySubject((shape, name) => medianAndSpread(ratioTo(shape, name, ['floor'], perSecond))),
    'Latency of a request, p50 / p99, ms',
    bySubject((shape, name) =>
      [({ p50Ms }) => p50Ms, ({ p99Ms }) => p99Ms]
        .map((figure) => median(figureOf(shape, name, /** @type {Figure} */ (figure))))
        .join(' / '),
    ),
    'CPU seconds a million wines, of the server',
    figures(({ cpuSecondsPerMillionWines }) => cpuSecondsPerMillionWines),
    'Peak memory, MB',
    figures(({ peakBytes }) => peakBytes && peakBytes / MEGABYTE),
  ];
}

/** The subjects that have a record here, in their order. @param {Row} results @param {Row[]} rows @returns {Row[]} */
const timedIn = ({ subjects }, rows) =>
  subjects.filter((/** @type {Row} */ { name }) => rows.some(({ subject }) => subject === name));

/**
 * @param {Row} results @param {Row[]} rows @param {string[]} head @param {Row[][]} columns
 * @param {(rows: Row[], subject: string) => string} cell
 */
function tableBySubject(results, rows, head, columns, cell) {
  const body = timedIn(results, rows).map(({ name, title }) => [
    title,
    ...columns.map((column) => cell(column, name)),
  ]);
  return table(['', ...head], ...body);
}

/** @param {Row} results */
function oneRequest(results) {
  const rows = results.request;
  if (rows.length === 0) return [];
  const wait = (/** @type {Row} */ { p50Ms }) => p50Ms;
  const body = timedIn(results, rows).map(({ name, title }) => [
    title,
    medianAndSpread(figureOf(rows, name, wait)),
    medianAndSpread(ratioTo(rows, name, ['floor'], wait)),
  ]);
  return [
    '## One request of 10,000 wines at a time, version 2',
    table(['', 'ms', 'against the floor'], ...body),
  ];
}

/** @param {Row} results */
function mixedLoad(results) {
  const rows = results.mixed;
  if (rows.length === 0) return [];
  /** @type {[string, Figure][]} */
  const columns = [
    ['singles p50, ms', ({ singles }) => singles?.p50Ms],
    ['singles p99, ms', ({ singles }) => singles?.p99Ms],
    ['longest stall of the event loop, ms', ({ longestStallMs }) => longestStallMs],
    ['singles/s', ({ singles }) => singles?.winesPerSecond],
    ['wines/s of batches', ({ batches }) => batches?.winesPerSecond],
  ];
  return [
    '## Mixed load, version 2: batches of 10,000 from 2 clients, single wines from 16',
    figureTable(results, rows, columns),
  ];
}

/** @param {Row} results */
function memory(results) {
  return distinct(results.memory, 'version').flatMap((version) => {
    const rows = select(results.memory, { version });
    /** @type {[string, Figure][]} */
    const columns = [
      ['idle, MB', ({ idleBytes }) => idleBytes && idleBytes / MEGABYTE],
      ['the first four, MB', ({ firstBytes }) => firstBytes && firstBytes / MEGABYTE],
      ['after five times four, MB', ({ peakBytes }) => peakBytes && peakBytes / MEGABYTE],
    ];
    return [
      `## Peak memory of four requests of 10,000 wines at once, version ${version}`,
      figureTable(results, rows, columns),
    ];
  });
}

/** @param {Row} results @param {Row[]} rows @param {[string, Figure][]} columns */
function figureTable(results, rows, columns) {
  const body = timedIn(results, rows).map(({ name, title }) => [
    title,
    ...columns.map(([, figure]) => medianAndSpread(figureOf(rows, name, figure))),
  ]);
  return table(['', ...columns.map(([title]) => title)], ...body);
}

/** @param {Row} results */
function readiness({ start }) {
  if (start.length === 0) return [];
  const time = figureOf(start, 'provador', ({ startMs }) => startMs);
  return ['## Start', `Ready ${medianAndSpread(time, ' ms')} after \`node dist/main.js\`.`];
}

/** @param {Row} results */
function growth(results) {
  const rows = results.growth;
  if (rows.length === 0) return [];
  const sizes = distinct(rows, 'wines');
  const columns = sizes.map((wines) => select(rows, { wines }));
  return [
    `## Microseconds a wine, by wines a request, version ${rows[0].version}, one request at a time`,
    tableBySubject(
      results,
      rows,
      sizes.map((wines) => wineCount(wines)),
      columns,
      (column, name) =>
        median(
          figureOf(column, name, ({ winesPerSecond }) => winesPerSecond && 1e6 / winesPerSecond),
        ),
    ),
    '![Microseconds a wine against wines a request](growth.svg)',
  ];
}
