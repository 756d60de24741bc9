import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** A command was ended by a signal. */
export class Interrupted extends Error {
  /** @param exitCode what shells expect of a process that a signal ended. */
  constructor(readonly exitCode: number) {
    super('interrupted');
  }
}

/**
 * Runs a command that a signal ends in good order: what it had open is taken back first. A second
 * signal ends it at once.
 */
export async function interruptible<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = (name: (typeof SIGNALS)[number]): void => {
    const exitCode = 128 + constants.signals[name];
    if (controller.signal.aborted) process.exit(exitCode);
    controller.abort(new Interrupted(exitCode));
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  try {
    return await run(controller.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, interrupt);
  }
}
