import { type Registry } from 'prom-client';
import { type ShadowFigures } from './metric-sources';
import { addTotal } from './read-metrics';

/** Adds what a shadow's answers were against those that were given. */
export function addShadowMetrics(registry: Registry, shadow: () => ShadowFigures): void {
  const compared = (
    name: string,
    help: string,
    figure: 'rows' | 'agreed' | 'absoluteDifference',
  ) => {
    addTotal(registry, {
      name,
      help,
      labelNames: ['version', 'against'],
      read: () =>
        shadow().totals.map(({ version, against, ...figures }) => [
          { version, against },
          figures[figure],
        ]),
    });
  };
  compared(
    'provador_shadow_rows_total',
    'Wines that the shadow scored as well as the version that answered.',
    'rows',
  );
  compared('provador_shadow_agreed_rows_total', 'Of these, those of the same grade.', 'agreed');
  compared(
    'provador_shadow_score_difference_total',
    "Sum of the scores' absolute differences, in grades.",
    'absoluteDifference',
  );
  addTotal(registry, {
    name: 'provador_shadow_dropped_rows_total',
    help: 'Wines that were not compared, because others waited or there were too many.',
    read: () => [[{}, shadow().droppedRows]],
  });
}
