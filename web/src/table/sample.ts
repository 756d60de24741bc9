import { EXAMPLES, toMeasurements, WINE_FIELDS } from '../wine/wine';

/** A small table to try: the page's example wines, and one that cannot be. */
export function sampleFile(): File {
  const wines = Object.entries(EXAMPLES).map(([id, wine]) => [id, ...toMeasurements(wine)]);
  const impossible = ['impossible', ...toMeasurements({ ...EXAMPLES.middling, pH: 14.5 })];
  const lines = [['id', ...WINE_FIELDS], ...wines, impossible].map((cells) => cells.join(','));
  return new File([lines.join('\n')], 'sample.csv', { type: 'text/csv' });
}
