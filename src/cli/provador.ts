#!/usr/bin/env -S MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=524288 node --max-semi-space-size=16 --v8-pool-size=1 --initial-old-space-size=96
import { createCommandLine } from './command-line';
import { CommandError } from './command-error';
import { GatewayError, ModelVersionError } from '../errors';
import { SettingsError } from '../settings';
import { Interrupted } from './interruption';
import { ReaderLeft } from './output';

/** Whatever ends a command before its end: the code that the process ends with. */
function exitCodeOf(error: unknown): number {
  if (error instanceof Interrupted) return error.exitCode;
  if (error instanceof ReaderLeft) return 0;
  const isPlain = [CommandError, GatewayError, ModelVersionError, SettingsError].some(
    (kind) => error instanceof kind,
  );
  const { message, stack } = error as Error;
  process.stderr.write(`provador: ${isPlain ? message : (stack ?? message)}\n`);
  return 1;
}

async function main(): Promise<void> {
  try {
    await createCommandLine(process.argv.slice(2)).parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

void main();
