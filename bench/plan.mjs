import { SUBJECTS } from './subjects.mjs';

/**
 * @typedef {import('./requests.mjs').Shape & { connections: number, subjects: string[], rounds: number }} Cell
 *   One comparison: what is asked, over how many connections, of whom, how often.
 */

const SHAPES = [
  { wines: 1, connections: 32 },
  { wines: 100, connections: 4 },
  { wines: 1000, connections: 4 },
  { wines: 10_000, connections: 4 },
];
// What a quick run leaves to the long one.
const NOT_QUICK = ['floor-threads', 'flask'];
const QUICK_SHAPES = { 1: [1, 100, 1000, 10_000], 2: [1, 10_000] };
// Answers with everything in them are for comparison of sizes more than of servers.
const FULL_ROUNDS = 3;

/** The subjects that a run is about. @param {import('./options.mjs').Options} options */
export function chosenSubjects({ quick, only }) {
  const unknown = only?.find((name) => !SUBJECTS.some((subject) => subject.name === name));
  if (unknown) {
    const names = SUBJECTS.map(({ name }) => name).join(', ');
    throw new Error(`--only: expected some of ${names}, but ${unknown} came`);
  }
  return SUBJECTS.filter(({ name }) =>
    only ? only.includes(name) : !quick || !NOT_QUICK.includes(name),
  );
}

/**
 * The comparisons of a run, in order.
 *
 * @param {import('./options.mjs').Options} options
 * @param {import('./subjects.mjs').Subject[]} subjects
 * @returns {Cell[]}
 */
export function plannedCells(options, subjects) {
  const { quick, rounds, shapes } = options;
  const selections = quick
    ? options.selections.filter((name) => name === 'plain')
    : options.selections;
  return options.versions.flatMap((version) =>
    selections.flatMap((selection) =>
      SHAPES.filter(({ wines }) =>
        shapes ? shapes.includes(wines) : !quick || QUICK_SHAPES[version].includes(wines),
      ).map((shape) => ({
        version,
        selection,
        ...shape,
        rounds: selection === 'full' ? Math.min(rounds, FULL_ROUNDS) : rounds,
        subjects: subjects
          .filter((subject) => subject.versions.includes(version))
          .filter((subject) => subject.selections.includes(selection))
          .filter(
            ({ role }) => !quick || version === '1' || role === 'provador' || role === 'floor',
          )
          .map(({ name }) => name),
      })),
    ),
  );
}
