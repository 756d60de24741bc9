import { type Argv } from 'yargs';
import { SCORE_FIELDS } from '../tables/output';
import { columnsOf, explanationColumns, FIELDS, readFields } from './columns';
import { CommandError } from './command-error';
import { formatOf } from './formats';
import { openGatewayGrader, REQUEST_ROWS } from './gateway-grader';
import { gradeTable, type GradingJob } from './grade-table';
import { type Grader, type Question } from './grader';
import { interruptible } from './interruption';
import { LOCAL_ROWS, localSettings, openLocalGrader } from './local-grader';
import { clientOf, readConcurrency, tableOptions, type TableOptions } from './options';

/** The exit code where everything was done, but some rows were rejected. */
const SOME_REJECTED = 2;

/** Adds `score` and `explain`. */
export function addTableCommands(line: Argv): Argv {
  return line
    .command(
      'score [file]',
      'Grade the wines of a table',
      (builder) =>
        tableOptions(builder)
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
        tableOptions(builder).example(
          '$0 explain wines.csv -o reasons.csv',
          'baseline and contributions, which add up to the score',
        ),
      (options) => grade(options, { explain: true, warn: false }, explanationColumns),
    );
}

async function grade(
  options: TableOptions,
  asked: Pick<Question, 'explain' | 'warn'>,
  columns: GradingJob['columnsOf'],
): Promise<void> {
  const { file, output, format = formatOf(output), version, rejected, url } = options;
  if (file === undefined && process.stdin.isTTY) {
    throw new CommandError('expected a file, or a table on standard input');
  }
  const rowsAtOnce = url === undefined ? LOCAL_ROWS : REQUEST_ROWS;
  const tally = await interruptible((signal) =>
    gradeTable({
      input: file,
      output,
      format,
      rejected,
      columnsOf: columns,
      signal,
      rowsAtOnce: asked.explain ? rowsAtOnce.explain : rowsAtOnce.score,
      openGrader: () => openGrader(options, { ...asked, version, signal }),
    }),
  );
  if (tally.rejected === 0) return;
  const where = rejected === undefined ? '' : `: see ${rejected}`;
  process.stderr.write(`provador: ${tally.rejected} of ${tally.rows} rows rejected${where}\n`);
  process.exitCode = SOME_REJECTED;
}

async function openGrader(options: TableOptions, question: Question): Promise<Grader> {
  const client = clientOf(options, question.signal);
  if (!client) return openLocalGrader(localSettings(process.env), question);
  return openGatewayGrader(client, question, readConcurrency(options.concurrency));
}
