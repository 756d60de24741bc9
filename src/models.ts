import { type Logger } from 'pino';
import { foldersOf, startEngine, type Engine } from './lanes/engine';
import { VersionLifecycle } from './lifecycle/version-lifecycle';
import { readKnownOperations } from './observability/known-operations';
import { Metrics } from './observability/metrics';
import { type Settings } from './settings';

/** The models on their way to being served. Nothing here knows of GraphQL or HTTP. */
export interface Models {
  readonly metrics: Metrics;
  readonly engine: Engine;
  /** Rejects with a ModelVersionError when a version's files or answers are not what its manifest promises. */
  readonly lifecycle: Promise<VersionLifecycle>;
  /** Resolves when the workers have begun to open the first models, or nothing will come of it. */
  readonly opening: Promise<void>;
  /** Frees the models and ends the workers; no prediction may follow. */
  stop(): Promise<void>;
}

/** Starts the engine and has it bring the versions up; waits for neither. */
export function startModels(
  settings: Settings,
  log: Pick<Logger, 'info' | 'warn' | 'error'>,
): Models {
  const metrics = new Metrics(readKnownOperations());
  const engine = startEngine(settings, metrics.lanes, (task, cause) => {
    log.warn({ err: cause, task }, 'a worker died; what it had in hand is done again');
  });
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const lifecycle = VersionLifecycle.start({
    ...engine,
    folders: foldersOf(settings),
    defaultVersion: settings.DEFAULT_VERSION,
    log,
    whenOpening: begin,
  });
  // Whoever waits for the versions is told what is wrong with them.
  const ended = lifecycle.then(
    () => undefined,
    () => undefined,
  );
  return {
    metrics,
    engine,
    lifecycle,
    opening: Promise.race([begun, ended]),
    async stop() {
      const versions = await lifecycle.catch(() => undefined);
      await versions?.stop();
      await engine.stop();
    },
  };
}
