import { distinct, figureOf, ratioTo, select } from './summary.mjs';
import { figure, median, NOTHING, table, wineCount } from './table.mjs';

/**
 * The table of docs/performance.md: throughput against the floor, `quality score` selected, a row for each subject
 * and version, and a line on where it was measured.
 *
 * @param {import('./summary.mjs').Row} results what `results/latest.json` holds
 * @returns {string} Markdown
 */
export function readmeTable(results) {
  const rows = select(results.load, { selection: 'plain' });
  const shapes = distinct(rows, 'wines');
  const body = distinct(rows, 'version').flatMap((version) =>
    results.subjects
      .map(({ name, title }) => [name, title])
      .filter(([name]) => select(rows, { version, subject: name }).length > 0)
      .map(([name, title]) => [
        title,
        `\`${version}\``,
        ...shapes.map((wines) => cell(select(rows, { version, wines }), name)),
      ]),
  );
  const { machine, versions, date } = results;
  return [
    table(['', 'version', ...shapes.map((wines) => wineCount(wines))], ...body),
    '',
    `Wines a second as a share of the floor's, medians of ${results.rounds} rounds; the floor's own in wines a second. ` +
      `${machine.cores} × ${machine.cpu}, Node ${versions.node.slice(1)}, ${date.slice(0, 10)}.`,
  ].join('\n');
}

/** @param {import('./summary.mjs').Row[]} rows @param {string} subject */
function cell(rows, subject) {
  const perSecond = ({ winesPerSecond }) => winesPerSecond;
  if (subject === 'floor') {
    const own = figureOf(rows, subject, perSecond);
    return own ? `${figure(own.median)}/s` : NOTHING;
  }
  return median(ratioTo(rows, subject, ['floor'], perSecond), ' ×');
}
