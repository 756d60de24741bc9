import { readFileSync } from 'node:fs';
import path from 'node:path';
import yargs, { type Argv } from 'yargs';
import { packageRoot } from '../settings/table';
import { CommandError } from './command-error';
import { addModelCommands } from './model-commands';
import { EXIT_CODES } from './options';
import { addTableCommands } from './table-commands';

/** The commands, with their options and help. */
export function createCommandLine(args: readonly string[]): Argv {
  const { version } = JSON.parse(readPackageFile('package.json')) as { readonly version: string };
  const line = yargs(args)
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
    );
  return addModelCommands(addTableCommands(line))
    .command(
      'schema',
      'Print the GraphQL schema',
      (builder) => builder.version(false),
      () => {
        process.stdout.write(readPackageFile('schema', 'schema.graphql'));
      },
    )
    .completion('completion', 'Print a script for bash or zsh that completes commands and options')
    .version(version)
    .demandCommand(1, 'expected a command')
    .strict()
    .recommendCommands()
    .epilogue(EXIT_CODES)
    .wrap(100)
    .fail((message: string | null, error: Error | undefined) => {
      if (error) throw error;
      throw new CommandError(`${message ?? ''}\nprovador --help tells more.`);
    });
}

function readPackageFile(...parts: string[]): string {
  return readFileSync(path.join(packageRoot, ...parts), 'utf8');
}
