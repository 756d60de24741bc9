import { type WorkerPool } from '../inference/worker-pool';
import { type LaneMetrics } from '../observability/lane-metrics';
import { type ModelData, type ModelVersion } from '../repository/model-version';
import { type ServedVersion } from '../serving/served-version';
import { type VersionLife } from '../serving/version-life';
import { type Settings } from '../settings';
import { pricesOf } from '../trust/prices';
import { knownExplainer, openExplanationLane } from './explanation-lane';
import { createScoringLanes } from './scoring-lanes';

/**
 * Begins to read a version's model for explanations, while it is opened to be run. What it gives puts
 * around the opened version all that serves it.
 */
export function serveVersion(
  data: ModelData,
  pool: WorkerPool | undefined,
  settings: Settings,
  metrics?: LaneMetrics,
): (version: ModelVersion, life: VersionLife) => Promise<ServedVersion> {
  const known = knownExplainer(data, pool);
  // Nobody waits for it when the version cannot be opened.
  known.catch(() => undefined);
  return (version, life) => putAround(version, life, known, pool, settings, metrics);
}

async function putAround(
  version: ModelVersion,
  life: VersionLife,
  known: ReturnType<typeof knownExplainer>,
  pool: WorkerPool | undefined,
  settings: Settings,
  metrics?: LaneMetrics,
): Promise<ServedVersion> {
  const scoring = createScoringLanes(version, pool, settings, metrics);
  const explanation = await openExplanationLane(
    version,
    known,
    scoring.score,
    pool,
    settings,
    metrics,
  );
  const { explainer, explain } = explanation;
  let released: Promise<void> | undefined;
  const release = async (): Promise<void> => {
    // In this order, because explanations may ask for scores.
    await explanation.close();
    await scoring.close();
    await explainer.release();
    await version.runner.release();
  };
  return {
    ...version,
    life,
    score: scoring.score,
    takes: scoring.takes,
    refusalOf: scoring.refusalOf,
    expect: scoring.expect,
    explain,
    candidates: explainer.candidates ?? [],
    prices: pricesOf(explainer, version.references),
    queuedRows: () => scoring.queuedRows() + explanation.queuedRows(),
    release: () => (released ??= release()),
  };
}

/**
 * The same for a version of which only scores will be asked: nothing is opened for explanations, which
 * takes a forest more memory than the rest of it.
 */
export function serveScores(
  version: ModelVersion,
  life: VersionLife,
  pool: WorkerPool | undefined,
  settings: Settings,
): Promise<ServedVersion> {
  const { close, ...scoring } = createScoringLanes(version, pool, settings);
  let released: Promise<void> | undefined;
  const release = async (): Promise<void> => {
    await close();
    await version.runner.release();
  };
  return Promise.resolve({
    ...version,
    ...scoring,
    life,
    explain: () => Promise.reject(new Error('expected only scores to be asked of this version')),
    candidates: [],
    prices: { explanation: Infinity, improvement: () => Infinity },
    release: () => (released ??= release()),
  });
}
