import { parseArgs } from 'node:util';

/** Everything that is measured; any of it can be left out by `--skip`. */
export const PARTS = ['load', 'mixed', 'request', 'start', 'memory', 'trust', 'cli', 'growth'];

export const USAGE = `npm run bench -- [options]
  --quick              in three minutes: version 1, a little of version 2, mixed load; no trust fields, no growth
  --only=a,b           these subjects only
  --versions=1,2       these versions only
  --selections=plain   plain (quality score) or full (everything of the contract)
  --shapes=1,100       these numbers of wines a request only
  --rounds=N           rounds of each measurement
  --seconds=S          length of a measurement's window
  --skip=a,b           leave out: ${PARTS.join(', ')}
  --gateway=DIR        another checkout (built) whose gateway is measured
  --out=NAME           results/NAME.json and its reports; latest, or quick with --quick`;

const list = (/** @type {string | undefined} */ text) => text?.split(',').filter(Boolean);

/**
 * Reads the command line.
 *
 * @param {string[]} args
 * @throws Error naming an option that is not known
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      only: { type: 'string' },
      versions: { type: 'string' },
      selections: { type: 'string' },
      shapes: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      skip: { type: 'string' },
      gateway: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const { quick, help, gateway } = values;
  const skip = list(values.skip) ?? [];
  const unknown = skip.find((part) => !PARTS.includes(part));
  if (unknown) throw new Error(`--skip: expected some of ${PARTS.join(', ')}, but ${unknown} came`);
  return {
    quick,
    help,
    gateway,
    only: list(values.only),
    versions: list(values.versions) ?? ['1', '2'],
    selections: /** @type {import('./requests.mjs').Selection[]} */ (
      list(values.selections) ?? ['plain', 'full']
    ),
    shapes: list(values.shapes)?.map(Number),
    rounds: values.rounds === undefined ? (quick ? 2 : 5) : Number(values.rounds),
    seconds: values.seconds === undefined ? (quick ? 0.5 : 2) : Number(values.seconds),
    skip: new Set([...skip, ...(quick ? ['trust', 'growth'] : [])]),
    out: values.out ?? (quick ? 'quick' : 'latest'),
  };
}

/** @typedef {ReturnType<typeof readOptions>} Options */
