import { type Argv } from 'yargs';
import { interruptible } from './interruption';
import { localSettings } from './local-grader';
import { describeModels, listGatewayModels, listLocalModels, verifyModels } from './models';
import { clientOf, gatewayOptions } from './options';

/** Adds `models list` and `models verify`. */
export function addModelCommands(line: Argv): Argv {
  return line.command('models', 'The versions of the model', (builder) =>
    builder
      .version(false)
      .command(
        'list',
        'Show the versions, their labels, and how good they are',
        (inner) =>
          gatewayOptions(inner).option('json', {
            type: 'boolean',
            default: false,
            describe: 'Write JSON, with all figures',
          }),
        async ({ json, ...gateway }) => {
          const models = await interruptible((signal) => {
            const client = clientOf(gateway, signal);
            return client ? listGatewayModels(client) : listLocalModels(localSettings(process.env));
          });
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
        async ({ versions }) => {
          for await (const { ok, line } of verifyModels(localSettings(process.env), versions)) {
            process.stdout.write(`${line}\n`);
            if (!ok) process.exitCode = 1;
          }
        },
      )
      .demandCommand(1, 'expected list or verify'),
  );
}
