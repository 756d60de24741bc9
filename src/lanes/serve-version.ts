import { type WorkerPool } from '../inference/worker-pool';
import { type ModelVersion } from '../repository/model-version';
import { type ServedVersion } from '../serving/served-version';
import { type Settings } from '../settings';
import { pricesOf } from '../trust/prices';
import { openExplanationLane } from './explanation-lane';
import { createScoringLanes } from './scoring-lanes';

/** Puts around a loaded version all that serves it. */
export async function serveVersion(
  version: ModelVersion,
  pool: WorkerPool | undefined,
  settings: Settings,
): Promise<ServedVersion> {
  const { score } = createScoringLanes(version.runner, settings);
  const { explainer, explain } = await openExplanationLane(version, score, pool, settings);
  return {
    ...version,
    score,
    explain,
    candidates: explainer.candidates ?? [],
    prices: pricesOf(explainer, version.references),
    async release() {
      await Promise.all([version.runner.release(), explainer.release()]);
    },
  };
}
