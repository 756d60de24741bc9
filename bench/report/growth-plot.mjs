import { distinct, figureOf, select } from './summary.mjs';

const WIDTH = 720;
const HEIGHT = 440;
const PLOT = { left: 70, right: 540, top: 50, bottom: 380 };
const LABEL_GAP = 18;

// Colours that keep apart for the colour-blind, a set for each background.
const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #24292f; }
  .title { font-size: 15px; font-weight: 600; }
  .grid { stroke: #d0d7de; stroke-width: 1; }
  .curve { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
  .c0 { stroke: #b3123f; } .f0 { fill: #b3123f; font-weight: 600; }
  .c1 { stroke: #57606a; } .f1 { fill: #57606a; }
  .c2 { stroke: #0550ae; } .f2 { fill: #0550ae; }
  .c3 { stroke: #1a7f37; } .f3 { fill: #1a7f37; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .grid { stroke: #3d444d; }
    .c0 { stroke: #ff7b9c; } .f0 { fill: #ff7b9c; }
    .c1 { stroke: #9da7b3; } .f1 { fill: #9da7b3; }
    .c2 { stroke: #79c0ff; } .f2 { fill: #79c0ff; }
    .c3 { stroke: #7ee787; } .f3 { fill: #7ee787; }
  }`;

/**
 * Draws how the cost of a wine changes with the number of wines in a request, both axes logarithmic.
 *
 * @param {import('./summary.mjs').Row} results what the run wrote, with its part `growth`
 * @returns {string} an SVG document, for light and dark backgrounds
 */
export function growthPlot({ growth, subjects }) {
  const sizes = distinct(growth, 'wines');
  const curves = subjects
    .map(({ name, title }) => ({
      title: title.split(':')[0],
      points: pointsOf(growth, sizes, name),
    }))
    .filter(({ points }) => points.length > 0);
  const costs = curves.flatMap(({ points }) => points.map(([, cost]) => cost));
  const x = logScale(sizes[0], sizes[sizes.length - 1], PLOT.left, PLOT.right);
  const y = logScale(powerBelow(costs), powerAbove(costs), PLOT.bottom, PLOT.top);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Microseconds a wine against wines a request">`,
    `<style>${STYLE}\n</style>`,
    `<text class="title" x="${PLOT.left}" y="24">Microseconds a wine, by wines a request</text>`,
    ...powers(sizes[0], sizes[sizes.length - 1]).map((value) =>
      gridLine(
        x(value),
        PLOT.top,
        x(value),
        PLOT.bottom,
        x(value),
        PLOT.bottom + 22,
        'middle',
        value,
      ),
    ),
    ...powers(powerBelow(costs), powerAbove(costs)).map((value) =>
      gridLine(
        PLOT.left,
        y(value),
        PLOT.right,
        y(value),
        PLOT.left - 8,
        y(value) + 4,
        'end',
        value,
      ),
    ),
    ...curves.map(
      ({ points }, i) =>
        `<polyline class="curve c${i}" points="${points.map(([size, cost]) => `${x(size).toFixed(1)},${y(cost).toFixed(1)}`).join(' ')}"/>`,
    ),
    ...labels(curves, y),
    '</svg>\n',
  ].join('\n');
}

/** @param {import('./summary.mjs').Row[]} growth @param {number[]} sizes @param {string} subject @returns {[number, number][]} */
function pointsOf(growth, sizes, subject) {
  return sizes.flatMap((wines) => {
    const rate = figureOf(
      select(growth, { wines }),
      subject,
      ({ winesPerSecond }) => winesPerSecond,
    );
    return rate ? [[wines, 1e6 / rate.median]] : [];
  });
}

/** Curves named at their right ends, apart from one another. @param {{ title: string, points: [number, number][] }[]} curves @param {(cost: number) => number} y */
function labels(curves, y) {
  const ends = curves
    .map(({ title, points }, i) => ({ title, i, at: y(points[points.length - 1][1]) + 4 }))
    .sort((a, b) => a.at - b.at);
  ends.forEach((end, i) => {
    const above = ends[i - 1];
    if (above) end.at = Math.max(end.at, above.at + LABEL_GAP);
  });
  return ends.map(
    ({ title, i, at }) =>
      `<text class="f${i}" x="${PLOT.right + 8}" y="${at.toFixed(1)}">${title}</text>`,
  );
}

/**
 * @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2
 * @param {number} textX @param {number} textY @param {string} anchor @param {number} value
 */
function gridLine(x1, y1, x2, y2, textX, textY, anchor, value) {
  const line = [x1, y1, x2, y2].map((at) => at.toFixed(1));
  return (
    `<line class="grid" x1="${line[0]}" y1="${line[1]}" x2="${line[2]}" y2="${line[3]}"/>` +
    `<text x="${textX.toFixed(1)}" y="${textY.toFixed(1)}" text-anchor="${anchor}">${value.toLocaleString('en')}</text>`
  );
}

/** @param {number} low @param {number} high @param {number} from @param {number} to */
function logScale(low, high, from, to) {
  const span = Math.log10(high / low);
  return (/** @type {number} */ value) => from + (Math.log10(value / low) / span) * (to - from);
}

const powerBelow = (/** @type {number[]} */ values) =>
  10 ** Math.floor(Math.log10(Math.min(...values)));
const powerAbove = (/** @type {number[]} */ values) =>
  10 ** Math.ceil(Math.log10(Math.max(...values)));

/** The powers of ten from one to the other. @param {number} low @param {number} high */
function powers(low, high) {
  const [first, last] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
  return Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
}
