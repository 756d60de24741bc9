import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import yargs, { type Argv } from 'yargs';
import { packageRoot } from '../settings/table';
import { columnsOf, explanationColumns, FIELDS, type Field } from './columns';
import { CommandError } from './command-error';
import { FORMATS, formatOf, type Format } from './formats';
import { GatewayClient } from './gateway-client';
import { openGatewayGrader, REQUEST_ROWS } from './gateway-grader';
import { gradeTable, type GradingJob } from './grade-table';
import { type Grader, type Question } from './grader';
import { interruptible } from './interruption';
import { LOCAL_ROWS, localSettings, openLocalGrader } from './local-grader';
import { describeModels, listGatewayModels, listLocalModels, verifyModels } from './models';
import { SCORE_FIELDS } from '../tables/output';

/** The exit code where everything was done, but some rows were rejected. */
const SOME_REJECTED = 2;
/** Whole shell commands with a secret in them are seen by everybody on the machine. */
const KEY_VARIABLE = 'PROVADOR_API_KEY';

const EPILOGUE =
  'Exit codes: 0 all done, 1 an error, 2 some rows were rejected. See docs/command-line.md.';

/** The commands, with their options and help. */
export function createCommandLine(args: readonly string[]): Argv {
  const { version } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return yargs(args)
    .scriptName('provador')
    .locale('en')
    .usage('$0 <command>\n\nGrades red wines from their laboratory measurements.')
    .command(
      'serve',
      'Start the gateway: GraphQL, page and IDE; settings are environment variables',
      (builder) => builder.version(false),
      async () => {
        await import('../main.js');
      },
    )
    .command(
      'score [file]',
      'Grade the wines of a table',
      (builder) =>
        gatewayOptions(tableOptions(builder))
          .option('fields', {
            type: 'string',
            default: SCORE_FIELDS.join(','),
            describe: `What to write, in this order, of: ${FIELDS.join(', ')}`,
          })
          .example('$0 score wines.csv -o graded.csv', 'in this process, on all cores')
          .example('$0 score wines.csv --format jsonl | jq .quality', 'into a pipe')
          .example('$0 score < wines.csv --fields id,quality', 'out of one')
          .example('$0 score wines.csv --url http://127.0.0.1:4000', 'by a gateway'),
      (options) => {
        const fields = readFields(options.fields);
        const warn = fields.includes('warnings');
        return grade(options, { explain: false, warn }, (kind) => columnsOf(kind, fields));
      },
    )
    .command(
      'explain [file]',
      'Say what each measurement adds to the scores of the wines of a table',
      (builder) =>
        gatewayOptions(tableOptions(builder)).example(
          '$0 explain wines.csv -o reasons.csv',
          'baseline and contributions, which add up to the score',
        ),
      (options) => grade(options, { explain: true, warn: false }, explanationColumns),
    )
    .command('models', 'The versions of the model', (builder) =>
      builder
        .command(
          'list',
          'Show the versions, their labels, and how good they are',
          (inner) =>
            gatewayOptions(inner.version(false)).option('json', {
              type: 'boolean',
              default: false,
              describe: 'Write JSON, with all figures',
            }),
          async ({ url, key, json }) => {
            const models = await interruptible((signal) =>
              url === undefined
                ? listLocalModels(localSettings(process.env))
                : listGatewayModels(clientOf(url, key, signal)),
            );
            process.stdout.write(
              json ? `${JSON.stringify(models, null, 2)}\n` : describeModels(models),
            );
          },
        )
        .command(
          'verify [versions..]',
          'Hold every file against its hash and the golden wines against their grades',
          (inner) =>
            inner.version(false).positional('versions', {
              type: 'string',
              array: true,
              default: [],
              describe: 'Numbers or labels; all versions when there are none',
            }),
          ({ versions }) => verify(versions),
        )
        .demandCommand(1, 'expected list or verify')
        .version(false),
    )
    .command(
      'schema',
      'Print the GraphQL schema',
      (builder) => builder.version(false),
      () => {
        process.stdout.write(
          readFileSync(path.join(packageRoot, 'schema', 'schema.graphql'), 'utf8'),
        );
      },
    )
    .completion('completion', 'Print a script for bash or zsh that completes commands and options')
    .version(version)
    .demandCommand(1, 'expected a command')
    .strict()
    .recommendCommands()
    .epilogue(EPILOGUE)
    .wrap(100)
    .fail((message: string | null, error: Error | undefined) => {
      if (error) throw error;
      throw new CommandError(`${message ?? ''}\nprovador --help tells more.`);
    });
}

function tableOptions(builder: Argv) {
  return builder
    .version(false)
    .epilogue(EPILOGUE)
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

function gatewayOptions<Options>(builder: Argv<Options>) {
  return builder
    .option('url', {
      type: 'string',
      describe: 'Gateway that does it; this process when missing',
    })
    .option('key', {
      type: 'string',
      describe: `API key of the gateway; better in the environment, as ${KEY_VARIABLE}`,
    });
}

interface TableOptions {
  readonly file?: string | undefined;
  readonly output?: string | undefined;
  readonly format?: Format | undefined;
  readonly version?: string | undefined;
  readonly rejected?: string | undefined;
  readonly concurrency: number;
  readonly url?: string | undefined;
  readonly key?: string | undefined;
}

async function grade(
  options: TableOptions,
  asked: Pick<Question, 'explain' | 'warn'>,
  columns: GradingJob['columnsOf'],
): Promise<void> {
  const { file, output, format = formatOf(output), version, rejected } = options;
  if (file === undefined && process.stdin.isTTY) {
    throw new CommandError('expected a file, or a table on standard input');
  }
  const tally = await interruptible((signal) =>
    gradeTable({
      input: file,
      output,
      format,
      rejected,
      columnsOf: columns,
      signal,
      rowsAtOnce: (options.url === undefined ? LOCAL_ROWS : REQUEST_ROWS)[
        asked.explain ? 'explain' : 'score'
      ],
      openGrader: () => openGrader(options, { ...asked, version, signal }),
    }),
  );
  if (tally.rejected === 0) return;
  const where = rejected ?? 'the column faults';
  process.stderr.write(
    `provador: ${tally.rejected} of ${tally.rows} rows rejected: see ${where}\n`,
  );
  process.exitCode = SOME_REJECTED;
}

function openGrader(options: TableOptions, question: Question): Promise<Grader> {
  const { url, key, concurrency } = options;
  return url === undefined
    ? openLocalGrader(localSettings(process.env), question)
    : openGatewayGrader(
        clientOf(url, key, question.signal),
        question,
        readConcurrency(concurrency),
      );
}

async function verify(versions: readonly string[]): Promise<void> {
  for await (const { ok, line } of verifyModels(localSettings(process.env), versions)) {
    process.stdout.write(`${line}\n`);
    if (!ok) process.exitCode = 1;
  }
}

function clientOf(url: string, key = process.env[KEY_VARIABLE], signal: AbortSignal) {
  return new GatewayClient({
    url,
    key: key === '' ? undefined : key,
    signal,
    pause: (ms, signal) => pause(ms, undefined, { signal }),
  });
}

function readFields(text: string): Field[] {
  const fields = text.split(',').map((name) => name.trim());
  const unknown = fields.find((name) => !FIELDS.includes(name as Field));
  if (unknown !== undefined) {
    throw new CommandError(
      `--fields: expected some of ${FIELDS.join(', ')}, but ${JSON.stringify(unknown)} came`,
    );
  }
  return fields as Field[];
}

function readConcurrency(count: number): number {
  if (Number.isInteger(count) && count >= 1 && count <= 64) return count;
  throw new CommandError(`--concurrency: expected a whole number from 1 to 64, but ${count} came`);
}
