import { Batcher } from '../batching/batcher';
import { systemScheduler } from '../batching/scheduler';
import { WINES_TOGETHER } from '../explanation/tree-shap';
import {
  openExplainer,
  readExplainer,
  type VersionExplainer,
} from '../explanation/version-explainer';
import { type WorkerPool } from '../inference/worker-pool';
import { type LaneMetrics } from '../observability/lane-metrics';
import { ScoredWines } from '../prediction/scored-wines';
import { WineBlock } from '../prediction/wine-block';
import { type ModelData, type ModelVersion } from '../repository/model-version';
import { type ServedVersion } from '../serving/served-version';
import { type Settings } from '../settings';
import { pricesOf } from '../trust/prices';
import { WIDTH } from '../wine-fields';
import { maxQueuedRows } from './lane-limits';
import { tracedCaller } from './traced-caller';

/** As metrics and traces call it. */
const LANE = 'explanation';

/** Wines explained in one task: some 25 ms of a worker with the published forest. */
const WINES_A_TASK = WINES_TOGETHER;

/** How a version is explained, and what that tells of it. */
export interface ExplanationLane extends Pick<ServedVersion, 'explain' | 'queuedRows'> {
  readonly explainer: VersionExplainer;
  /** Rejects what comes from now on; resolves when what came before has been answered. */
  close(): Promise<void>;
}

/** Reads a version's model for an explainer that needs nothing else; undefined where there is none. */
export function knownExplainer(
  { manifest, model, preprocessing, background, output }: ModelData,
  pool: WorkerPool | undefined,
): Promise<VersionExplainer | undefined> {
  const setup = { model, preprocessing, background, output };
  return readExplainer({ key: manifest.sha256, setup, workers: pool });
}

/**
 * Opens a version's explainer. Wines of all requests share the workers in small tasks, in fair
 * turns and within bounds, as rows do; a model's runs get their turns in between.
 */
export async function openExplanationLane(
  version: ModelVersion,
  known: ReturnType<typeof knownExplainer>,
  score: ServedVersion['score'],
  pool: WorkerPool | undefined,
  settings: Settings,
  metrics?: LaneMetrics,
): Promise<ExplanationLane> {
  const explainer = await openExplainer({
    known,
    background: version.background,
    scoreRows: (measurements, rows) => scoresOf(version, score, measurements, rows),
  });
  const parallelRuns = Math.max(1, pool?.threads.length ?? 1);
  // A price is what a wine's explanation takes, in model rows; no cheaper than one a microsecond.
  const price = pricesOf(explainer, version.references).explanation;
  const expectedRowsPerMs = parallelRuns / Math.max(price * version.runner.plan.perRowMs, 0.001);
  const affordable = Math.max(Math.floor(settings.MAX_OPERATION_COST / price), 1);
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
    expectedRowsPerMs,
    maxQueuedRows: maxQueuedRows(
      settings,
      expectedRowsPerMs,
      Math.min(settings.MAX_BATCH_ROWS, affordable),
    ),
    delayMs: 0,
    scheduler: systemScheduler,
    interruptions: () => pool?.deaths ?? 0,
    observer: metrics?.of(LANE, version.name),
  });
  metrics?.watch(LANE, version.name, batcher);
  return {
    explainer,
    async explain(measurements, rows, caller) {
      const end = caller.trace?.begin('explanation', { 'provador.rows': rows });
      try {
        const traced = tracedCaller(caller, LANE, version.name);
        const contributions = await batcher.submit(measurements, rows, traced);
        return { baseline: explainer.baseline, contributions };
      } finally {
        end?.();
      }
    },
    queuedRows: () => batcher.queuedRows,
    close: () => batcher.close(),
  };
}

/** For nobody in particular: what is explained for someone is given up between two wines. */
async function scoresOf(
  version: ModelVersion,
  score: ServedVersion['score'],
  measurements: Float64Array,
  rows: number,
): Promise<Float64Array> {
  const prepared = version.preparation.prepare(measurements, rows);
  const scored = new ScoredWines(version, new WineBlock(rows, measurements), () =>
    score(prepared, rows, { check: () => undefined }),
  );
  await scored.load();
  return Float64Array.from({ length: rows }, (_, row) => scored.score(row));
}
