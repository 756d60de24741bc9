import { Batcher } from '../batching/batcher';
import { systemScheduler } from '../batching/scheduler';
import { openExplainer, type VersionExplainer } from '../explanation/version-explainer';
import { type WorkerPool } from '../inference/worker-pool';
import { type PredictionService } from '../prediction/prediction-service';
import { WineBlock } from '../prediction/wine-block';
import { type ModelRepository } from '../repository/model-repository';
import { type ModelVersion } from '../repository/model-version';
import { type Settings } from '../settings';
import { type ExplainRows } from '../trust/explanations';
import { pricesOf } from '../trust/prices';
import { WIDTH } from '../wine-fields';
import { maxQueuedRows } from './lane-limits';

/** Wines explained in one task: some 20 ms of a worker with the published forest. */
const WINES_A_TASK = 4;

/** How every version is explained, and what that tells of it. */
export interface ExplanationLanes {
  readonly explain: ExplainRows;
  readonly explainerOf: (version: ModelVersion) => VersionExplainer;
}

/**
 * Opens every version's explainer. Wines of all requests share the workers in small tasks, in fair
 * turns and within bounds, as rows do; a model's runs get their turns in between.
 */
export async function createExplanationLanes(
  { versions }: ModelRepository,
  service: PredictionService,
  pool: WorkerPool | undefined,
  settings: Settings,
): Promise<ExplanationLanes> {
  const lanes = new Map<
    ModelVersion,
    { explainer: VersionExplainer; batcher: Batcher<Float64Array> }
  >();
  for (const version of versions) {
    const explainer = await openExplainer({
      key: version.manifest.sha256,
      setup: {
        model: version.model,
        preprocessing: version.preprocessing,
        background: version.background,
        output: version.output,
      },
      call: pool && ((file, task) => pool.call(file, task)),
      scoreRows: (measurements, rows) => scoresOf(service, version, measurements, rows),
    });
    const parallelRuns = Math.max(1, pool?.threads.length ?? 1);
    // A price is what a wine's explanation takes, in model rows; no cheaper than one a microsecond.
    const price = pricesOf(explainer, version.references).explanation;
    const rowsPerMs = parallelRuns / Math.max(price * version.runner.plan.perRowMs, 0.001);
    const longest = Math.floor(settings.MAX_OPERATION_COST / price);
    const batcher = new Batcher<Float64Array>({
      inputWidth: WIDTH,
      outputWidth: WIDTH,
      allocate: (length) => new Float64Array(length),
      run: (block, rows) => explainer.explain(block, rows),
      maxRunRows: WINES_A_TASK,
      leastSliceRows: 1,
      parallelRuns,
      // One task waits where another is worked on, so that no worker waits for the event loop.
      concurrentRuns: Math.max(1, pool?.concurrentRuns ?? 1),
      expectedRowsPerMs: rowsPerMs,
      maxQueuedRows: maxQueuedRows(
        settings,
        rowsPerMs,
        Math.max(1, Math.min(settings.MAX_BATCH_ROWS, longest)),
      ),
      delayMs: 0,
      scheduler: systemScheduler,
    });
    lanes.set(version, { explainer, batcher });
  }
  const laneOf = (version: ModelVersion) => {
    const lane = lanes.get(version);
    if (!lane) throw new Error(`expected an explainer for version ${version.name}`);
    return lane;
  };
  return {
    explainerOf: (version) => laneOf(version).explainer,
    async explain(version, measurements, rows, caller) {
      const { explainer, batcher } = laneOf(version);
      const contributions = await batcher.submit(measurements, rows, caller);
      return { baseline: explainer.baseline, contributions };
    },
  };
}

/** For nobody in particular: what is explained for someone is given up between two wines. */
async function scoresOf(
  service: PredictionService,
  version: ModelVersion,
  measurements: Float64Array,
  rows: number,
): Promise<Float64Array> {
  const wines = new WineBlock(rows, measurements);
  const scored = service.score(version, wines, { check: () => undefined });
  await scored.load();
  return Float64Array.from({ length: rows }, (_, row) => scored.score(row));
}
