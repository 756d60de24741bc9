import { gradeIndex } from '../prediction/grades';
import { type ScoredWines } from '../prediction/scored-wines';
import { type WineBlock } from '../prediction/wine-block';
import { type ModelVersion } from '../repository/model-version';
import { type Feature } from '../repository/parameters';
import { WIDTH, type WineFeature, type WineField } from '../wine-fields';
import { LastRows } from './last-rows';
import { MOST_BINS, referenceBins, type ReferenceBins } from './reference-bins';
import { LEAST_ROWS, stabilityIndex, statusOf, type DriftStatus } from './stability-index';

/** One measurement's drift. */
export interface FeatureDrift {
  readonly feature: WineFeature;
  readonly field: WineField;
  /** The population stability index; null before there are enough rows for one. */
  readonly psi: number | null;
  readonly status: DriftStatus | null;
}

/** How the wines that came last differ from those that a version was trained on. */
export interface DriftReport {
  /** Wines that the report is of. */
  readonly rows: number;
  /** When the first of them came, in milliseconds since 1970; null before any. */
  readonly since: number | null;
  readonly features: readonly FeatureDrift[];
  /** The share of them with a measurement outside the training range; null before any. */
  readonly warnedShare: number | null;
  /** The share of each of the version's grades among those that were graded; empty before any. */
  readonly grades: readonly { readonly grade: number; readonly share: number }[];
}

/** The window: so many of the wines that came last. */
const WINDOW_ROWS = 10_000;

const WARNED = WIDTH * MOST_BINS;
const KNOWN = WARNED + 1;

/** Compares what comes in for one version with what it was trained on, all the time. */
export class DriftMonitor {
  private readonly bins: readonly ReferenceBins[];
  private readonly wines: LastRows<Float64Array>;
  private readonly answers: LastRows<Float32Array>;
  /** When each of the wines came. */
  private readonly times = new Float64Array(WINDOW_ROWS);
  private latest: DriftReport | undefined;

  constructor(private readonly version: Pick<ModelVersion, 'features' | 'output' | 'runner'>) {
    const { features, output, runner } = version;
    const bins = features.map((feature) => referenceBins(feature));
    this.bins = bins;
    this.wines = new LastRows<Float64Array>({
      allocate: (length) => new Float64Array(length),
      width: WIDTH,
      capacity: WINDOW_ROWS,
      cells: KNOWN + 1,
      cellsOfRow: WIDTH + 1,
      sort: sortWines(features, bins),
    });
    this.answers = new LastRows<Float32Array>({
      allocate: (length): Float32Array => new Float32Array(length),
      width: runner.outputWidth,
      capacity: WINDOW_ROWS,
      cells: output.grades.length,
      cellsOfRow: 1,
      sort(values, at, into, to) {
        into[to] = gradeIndex(values, at, output);
      },
    });
  }

  /** Takes in the wines of one request, which came at `now`, in milliseconds since 1970. */
  addWines({ measurements, rows }: WineBlock, now: number): void {
    this.latest = undefined;
    this.wines.push(measurements, rows, (from, to) => {
      for (let place = from; place < to; place++) this.times[place] = now;
    });
  }

  /** Takes in what the wines of one request were graded. */
  addGrades({ answers, wines }: ScoredWines): void {
    this.latest = undefined;
    this.answers.push(answers, wines.rows);
  }

  /** What the window shows; the same object until another wine comes. */
  report(): DriftReport {
    this.latest ??= this.compile();
    return this.latest;
  }

  private compile(): DriftReport {
    const { features, output } = this.version;
    const { rows, oldest } = this.wines;
    const counts = this.wines.count();
    const graded = this.answers.rows;
    const grades = this.answers.count();
    return {
      rows,
      since: rows === 0 ? null : (this.times[oldest] as number),
      features: features.map(({ name, field }, i) => {
        const own = counts.subarray(i * MOST_BINS, (i + 1) * MOST_BINS);
        const psi = rows < LEAST_ROWS ? null : stabilityIndex(own, this.bins[i]?.shares ?? []);
        return { feature: name, field, psi, status: psi === null ? null : statusOf(psi) };
      }),
      warnedShare: rows === 0 ? null : (counts[WARNED] as number) / rows,
      grades:
        graded === 0
          ? []
          : output.grades.map((grade, i) => ({ grade, share: (grades[i] as number) / graded })),
    };
  }
}

/** Sorts a wine into the bin of each of its measurements, and tells the ones with a warning from the others. */
function sortWines(
  features: readonly Feature[],
  bins: readonly ReferenceBins[],
): (values: Float64Array, at: number, into: Uint8Array, to: number) => void {
  const lowest = Float64Array.from(features, ({ training }) => training.min);
  const highest = Float64Array.from(features, ({ training }) => training.max);
  // Ten for each measurement; what it has fewer is infinite, and nothing is above that.
  const edges = new Float64Array(features.length * MOST_BINS).fill(Infinity);
  bins.forEach((bin, i) => {
    edges.set(bin.edges, i * MOST_BINS);
  });
  const width = features.length;
  const step = MOST_BINS;
  return (values, at, into, to) => {
    let state = KNOWN;
    for (let i = 0, first = 0; i < width; i++, first += step) {
      const value = values[at + i] as number;
      let cell = first;
      while (value > (edges[cell] as number)) cell++;
      into[to + i] = cell;
      if (value < (lowest[i] as number) || value > (highest[i] as number)) state = WARNED;
    }
    into[to + width] = state;
  };
}
