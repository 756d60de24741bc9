import { type Metrics } from '../observability/metrics';
import { type DriftFigures } from '../observability/metric-sources';
import { type PredictionObserver, type UnreadableWine } from '../prediction/prediction-observer';
import { type ModelVersion } from '../repository/model-version';
import { type Drift } from './drift';

/** Has the wines that come in counted, and compared with those of training. */
export function watchPredictions(metrics: Metrics, drift: Drift): PredictionObserver {
  const count = (version: string, accepted: number, rejected: readonly UnreadableWine[]): void => {
    metrics.rowsChecked(version, accepted, rejected.length);
    for (const { faults } of rejected) {
      for (const { code, field } of faults) metrics.rowRejected(code, field);
    }
  };
  return {
    admitted({ scored, rejected }) {
      const { version, wines } = scored;
      count(version.name, wines.rows, rejected);
      if (wines.rows > 0) drift.addWines(scored);
    },
    unreadable(version, wines) {
      count(version, 0, wines);
    },
    scored(wines) {
      drift.addGrades(wines);
    },
  };
}

/** A version's drift as the metrics show it. */
export function driftFigures(version: ModelVersion, drift: Drift): DriftFigures {
  const { rows, features, warnedShare, grades } = drift.report(version);
  return {
    version: version.name,
    rows,
    features: features.map(({ field, psi }) => ({ feature: field, psi })),
    warnedShare,
    grades,
  };
}
