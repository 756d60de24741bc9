import { type Registry } from 'prom-client';
import { type DriftFigures } from './metric-sources';
import { addGauge } from './read-metrics';

/** Adds how far what came in differs from what the versions were trained on. */
export function addDriftMetrics(registry: Registry, drift: () => readonly DriftFigures[]): void {
  addGauge(registry, {
    name: 'provador_drift_rows',
    help: 'Rows of the last ones that the figures of drift are of.',
    labelNames: ['version'],
    read: () => drift().map(({ version, rows }) => [{ version }, rows]),
  });
  addGauge(registry, {
    name: 'provador_drift_psi',
    help: 'Population stability index of what came in against the training wines; 0.25 is a shift.',
    labelNames: ['version', 'feature'],
    read: () =>
      drift().flatMap(({ version, features }) =>
        features.flatMap(({ feature, psi }) =>
          psi === null ? [] : [[{ version, feature }, psi] as const],
        ),
      ),
  });
  addGauge(registry, {
    name: 'provador_drift_warned_ratio',
    help: 'Share of wines with a measurement outside the training range.',
    labelNames: ['version'],
    read: () =>
      drift().flatMap(({ version, warnedShare }) =>
        warnedShare === null ? [] : [[{ version }, warnedShare] as const],
      ),
  });
  addGauge(registry, {
    name: 'provador_drift_grade_ratio',
    help: 'Share of wines that were given this grade.',
    labelNames: ['version', 'grade'],
    read: () =>
      drift().flatMap(({ version, grades }) =>
        grades.map(({ grade, share }) => [{ version, grade: String(grade) }, share] as const),
      ),
  });
}
