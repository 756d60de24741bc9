import { spread } from './summary.mjs';
import { figure, medianAndSpread, table, wineCount } from './table.mjs';

/** What a price may be off. */
const FACTOR = 2;

/** The section on the trust fields. @param {Record<string, any>[]} trust one record, or none */
export function trustSection([trust]) {
  if (!trust) return [];
  const { fields, improvements, besides, shap, shapMissing } = trust;
  // How far each is from the rate at which prices would fit best, among requests of as many wines.
  const rateOf = (/** @type {number} */ wines) => {
    const rates = fields.filter((row) => row.wines === wines).map((row) => row.microsecondsARow);
    return Math.exp(rates.reduce((sum, value) => sum + Math.log(value), 0) / rates.length);
  };
  const off = fields.map((row) => row.microsecondsARow / rateOf(row.wines));
  const worst = Math.max(...off.map((ratio) => Math.max(ratio, 1 / ratio)));
  return [
    '## Trust fields, version 2',
    table(
      [
        'field',
        'in a request',
        'p50, ms',
        'p99, ms',
        'price, rows',
        'µs a row of price',
        'against their mean',
      ],
      ...fields.map((row, i) => [
        row.field,
        wineCount(row.wines),
        figure(row.p50Ms),
        figure(row.p99Ms),
        row.price.toLocaleString('en'),
        figure(row.microsecondsARow),
        `${figure(off[i])} ×`,
      ]),
    ),
    `Prices are within a factor of ${worst.toFixed(2)} of the time taken, among requests of as many wines; ${FACTOR} is ${worst <= FACTOR ? 'kept' : 'not kept'}.`,
    `An improvement was found for ${improvements.found} of ${improvements.fives} wines graded 5.`,
    `1,000 wines with \`interval\` take ${figure(besides.intervalRatio)} × the time without. While explanations of 1,000 wines run, single wines have a p99 of ${figure(besides.singleP99Ms)} ms (${besides.singles} of them).`,
    '### Explanations of 1,000 wines against shap',
    shap.length === 0
      ? `Not measured: ${shapMissing}.`
      : table(
          ['', 'ms'],
          [
            'Provador, one request over HTTP',
            medianAndSpread(spread(shap.map(({ provadorMs }) => provadorMs))),
          ],
          [
            'shap’s TreeExplainer, a pool of two processes',
            medianAndSpread(spread(shap.map(({ shapMs }) => shapMs))),
          ],
          [
            'shap’s time divided by ours',
            medianAndSpread(
              spread(shap.map(({ provadorMs, shapMs }) => shapMs / provadorMs)),
              ' ×',
            ),
          ],
        ),
    ...(shap.length === 0
      ? []
      : [
          `The same trees, background and wines on two cores, in turns. Over the columns that shap sees, ours are at most ${shap[0].apart.toExponential(1)} from shap’s. What is timed is more: the eleven measurements, which share columns, and HTTP and JSON; shap’s rows are prepared and in memory, its processes warm.`,
        ]),
  ];
}
