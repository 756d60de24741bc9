import { setTimeout as pause } from 'node:timers/promises';
import { type Argv } from 'yargs';
import { CommandError } from './command-error';
import { FORMATS, type Format } from './formats';
import { GatewayClient } from './gateway-client';

/** A command line is seen by everybody on the machine; the environment is not. */
const KEY_VARIABLE = 'PROVADOR_API_KEY';

/** Stands below the help of every command that grades. */
export const EXIT_CODES =
  'Exit codes: 0 all done, 1 an error, 2 some rows were rejected. See docs/command-line.md.';

/** How a gateway is named. */
export interface GatewayOptions {
  readonly url?: string | undefined;
  readonly key?: string | undefined;
}

/** How a table is named, and what is to become of it. */
export interface TableOptions extends GatewayOptions {
  readonly file?: string | undefined;
  readonly output?: string | undefined;
  readonly format?: Format | undefined;
  readonly version?: string | undefined;
  readonly rejected?: string | undefined;
  readonly concurrency: number;
}

/** The options of commands that a gateway may do. */
export function gatewayOptions(builder: Argv) {
  return builder
    .version(false)
    .option('url', { type: 'string', describe: 'Gateway that does it; this process when missing' })
    .option('key', {
      type: 'string',
      describe: `API key of the gateway; better in the environment, as ${KEY_VARIABLE}`,
    });
}

/** The options of commands that grade a table. */
export function tableOptions(builder: Argv) {
  return gatewayOptions(builder)
    .epilogue(EXIT_CODES)
    .positional('file', {
      type: 'string',
      // Of a lone hyphen the parser makes nothing.
      coerce: (file: string | undefined) => (file === '' ? '-' : file),
      describe:
        'CSV or TSV with the columns of the UCI file or of the schema in any order; standard input when - or missing',
    })
    .option('output', {
      alias: 'o',
      type: 'string',
      describe: 'File to write, which appears when it is whole; standard output when missing',
    })
    .option('format', {
      choices: FORMATS,
      describe: 'How to write; by the name of the output, or csv, when missing',
    })
    .option('version', {
      type: 'string',
      describe: 'Version of the model, by number or label; the stable one when missing',
    })
    .option('rejected', {
      type: 'string',
      describe:
        'File for the rows that were rejected, as they came, with what is wrong; they stay where they are, marked, when missing',
    })
    .option('concurrency', {
      type: 'number',
      default: 4,
      describe: 'Most requests to a gateway at a time',
    });
}

/**
 * The client of the gateway that is named; undefined where none is.
 *
 * @throws CommandError for what is no address.
 */
export function clientOf(
  { url, key = process.env[KEY_VARIABLE] }: GatewayOptions,
  signal: AbortSignal,
): GatewayClient | undefined {
  if (url === undefined) return undefined;
  return new GatewayClient({
    url,
    key: key === '' ? undefined : key,
    signal,
    pause: (ms) => pause(ms, undefined, { signal }),
  });
}

/** @throws CommandError for what is no number of requests. */
export function readConcurrency(count: number): number {
  if (Number.isInteger(count) && count >= 1 && count <= 64) return count;
  throw new CommandError(`--concurrency: expected a whole number from 1 to 64, but ${count} came`);
}
