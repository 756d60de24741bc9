import { GatewayError } from '../errors';
import { type ScoredWines } from '../prediction/scored-wines';
import { WineBlock } from '../prediction/wine-block';
import { type Feature } from '../repository/parameters';
import { WIDTH, WINE_FIELDS } from '../wine-fields';

/** A curve that is asked for: one measurement over a range, the others held. */
export interface SensitivityRequest {
  /** The measurement, by its place in the order of a block. */
  readonly feature: number;
  /** The range; the training range where it is undefined. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly steps: number;
}

/** Scores wines that cannot be impossible; the answer has to be loaded. */
export type ScoreWines = (wines: WineBlock) => ScoredWines;

/** Points of one wine and more; `steps` has at least the two ends. */
export const STEPS = { min: 2, max: 201 };
/** Points that are scored at a time: a long list's curves are made piece by piece. */
const POINTS = 8192;
const FREE = WINE_FIELDS.indexOf('freeSulfurDioxide');
const TOTAL = WINE_FIELDS.indexOf('totalSulfurDioxide');

/** Where the points of a block's wines are scored. */
export interface SensitivityCurves {
  /** The measurement's values, the same for every wine. */
  readonly values: Float64Array;
  /** The place of a wine's point; undefined where the wine could not exist. */
  pointOf(
    row: number,
    step: number,
  ): { readonly scored: ScoredWines; readonly row: number } | undefined;
}

/**
 * The values at which a curve is asked for, evenly spaced with both ends.
 *
 * @throws GatewayError `BAD_USER_INPUT` for steps or a range that cannot be.
 */
export function curveValues(
  { from, to, steps }: Omit<SensitivityRequest, 'feature'>,
  { field, accepted, training }: Feature,
): Float64Array {
  const start = from ?? training.min;
  const end = to ?? training.max;
  refuseOutside('steps', steps, STEPS.min, STEPS.max);
  refuseOutside('from', start, accepted.min, accepted.max, ` for ${field}`);
  refuseOutside('to', end, accepted.min, accepted.max, ` for ${field}`);
  if (start >= end) {
    throw new GatewayError(
      'BAD_USER_INPUT',
      `from: expected a value below to, ${end}, but ${start} came.`,
      { argument: 'from', min: accepted.min, max: end },
    );
  }
  return Float64Array.from({ length: steps }, (_, i) =>
    i === steps - 1 ? end : start + ((end - start) * i) / (steps - 1),
  );
}

/**
 * Scores every point of the wines' curves. A point at which more sulfur dioxide would be free than
 * there is has no answer.
 */
export async function measureSensitivity(
  wines: WineBlock,
  feature: number,
  values: Float64Array,
  score: ScoreWines,
): Promise<SensitivityCurves> {
  const steps = values.length;
  const places = new Int32Array(wines.rows * steps).fill(-1);
  const pieces: ScoredWines[] = [];
  let piece = new Float64Array(POINTS * WIDTH);
  let points = 0;
  const scorePiece = async (): Promise<void> => {
    const scored = score(new WineBlock(points, piece.subarray(0, points * WIDTH)));
    await scored.load();
    pieces.push(scored);
    piece = new Float64Array(POINTS * WIDTH);
    points = 0;
  };
  for (let place = 0; place < places.length; place++) {
    const row = Math.floor(place / steps);
    const at = points * WIDTH;
    piece.set(wines.measurements.subarray(row * WIDTH, (row + 1) * WIDTH), at);
    piece[at + feature] = values[place % steps] as number;
    if ((piece[at + FREE] as number) > (piece[at + TOTAL] as number)) continue;
    places[place] = pieces.length * POINTS + points;
    points++;
    if (points === POINTS) await scorePiece();
  }
  if (points > 0) await scorePiece();
  return {
    values,
    pointOf(row, step) {
      const place = places[row * steps + step] ?? -1;
      const scored = pieces[Math.floor(place / POINTS)];
      return scored && { scored, row: place % POINTS };
    },
  };
}

function refuseOutside(argument: string, value: number, min: number, max: number, of = ''): void {
  if (value >= min && value <= max) return;
  throw new GatewayError(
    'BAD_USER_INPUT',
    `${argument}: expected a number from ${min} to ${max}${of}, but ${value} came.`,
    { argument, min, max },
  );
}
