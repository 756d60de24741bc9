import { availableParallelism } from 'node:os';
import { startInference } from '../inference/inference';
import { type CreateModelRunner } from '../inference/model-runner';
import { type TellRedone } from '../inference/worker-threads';
import { type LaneMetrics } from '../observability/lane-metrics';
import { type ModelData, type ModelVersion } from '../repository/model-version';
import { type VersionFolders } from '../repository/version-folders';
import { type ServedVersion } from '../serving/served-version';
import { type VersionLife } from '../serving/version-life';
import { type Settings } from '../settings';
import { serveScores, serveVersion } from './serve-version';

/** Workers when no setting says how many: each holds every model once. */
const MOST_WORKERS = 8;

/** What brings versions up and serves them, as the settings have it. */
export interface Engine {
  readonly createRunner: CreateModelRunner;
  /**
   * Begins what takes long to serve a version, while that is opened; what it gives puts around the
   * opened version all that serves it.
   */
  readonly serve: (
    data: ModelData,
  ) => (version: ModelVersion, life: VersionLife) => Promise<ServedVersion>;
  /** How many workers have died. */
  workerDeaths(): number;
  /** The same where only scores will be asked, for less memory and time. */
  readonly serveScores: Engine['serve'];
  /** Ends the workers; every version must have been released. */
  stop(): Promise<void>;
}

/**
 * Starts the workers and does not wait for them.
 *
 * @param tellRedone told of what is done again because a worker died.
 */
export function startEngine(
  settings: Settings,
  metrics?: LaneMetrics,
  tellRedone?: TellRedone,
): Engine {
  const inference = startInference({
    threads: settings.INFERENCE_THREADS,
    workers: settings.WORKERS ?? Math.min(availableParallelism(), MOST_WORKERS),
    offloadRows: settings.OFFLOAD_ROWS,
    sliceRows: settings.MAX_RUN_ROWS,
    now: () => performance.now(),
    tellRedone,
  });
  return {
    createRunner: inference.createRunner,
    serve: (data) => serveVersion(data, inference.pool, settings, metrics),
    workerDeaths: () => inference.pool?.deaths ?? 0,
    serveScores: () => (version, life) => serveScores(version, life, inference.pool, settings),
    stop: () => inference.stop(),
  };
}

/** Where the settings say that versions are. */
export function foldersOf(settings: Settings): VersionFolders {
  return { modelsDir: settings.MODELS_DIR, parametersDir: settings.PARAMETERS_DIR };
}
