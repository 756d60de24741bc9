import { distinct, select, spread } from './summary.mjs';
import { figure, median, medianAndSpread, NOTHING, table } from './table.mjs';

/** @typedef {import('./summary.mjs').Row} Row */

const FLOOR = 'floor';
const FOREST = 'forest';
const MEGABYTE = 1e6;

/**
 * How fast the command line grades a table.
 *
 * @param {Row[]} records
 */
export function commandLineSection(records) {
  if (records.length === 0) return [];
  const subjects = distinct(records, 'subject').filter((subject) => subject !== FOREST);
  /** The floor's time divided by a subject's, round by round. @param {string} subject */
  const against = (subject) =>
    select(records, { subject }).map(
      ({ round, ms }) => select(records, { subject: FLOOR, round })[0].ms / ms,
    );
  const forest = spread(
    select(records, { subject: FOREST }).map(({ rowsPerSecond }) => rowsPerSecond),
  );
  return [
    `## The command line: a table of ${records[0].rows.toLocaleString('en')} rows`,
    table(
      ['', 's', 'rows/s', 'peak memory, MB', 'floor’s time divided by its'],
      ...subjects.map((subject) => {
        const rows = select(records, { subject });
        return [
          subject,
          medianAndSpread(spread(rows.map(({ ms }) => ms / 1000))),
          median(spread(rows.map(({ rows, ms }) => rows / (ms / 1000)))),
          median(
            spread(
              rows.flatMap(({ peakBytes }) => peakBytes ?? []).map((bytes) => bytes / MEGABYTE),
            ),
          ),
          medianAndSpread(spread(against(subject)), ' ×'),
        ];
      }),
    ),
    `The floor reads, parses and writes the same table with PapaParse and grades nothing; “written by us” writes what was read as the command line writes its rows. Version 2’s forest by itself, on all cores, its rows prepared and in memory: ${forest ? figure(forest.median) : NOTHING} rows/s.`,
  ];
}
