import { type Feature } from '../repository/parameters';
import { WIDTH, WINE_FIELDS, type WineField } from '../wine-fields';
import { type WineBlock } from './wine-block';

/** Why a measurement cannot be right. */
export type FaultCode = 'UNPHYSICAL_VALUE' | 'INCONSISTENT_VALUES';

/** One thing wrong with a wine, with the bounds that it should have kept. */
export interface Fault {
  readonly field: WineField;
  readonly code: FaultCode;
  readonly message: string;
  readonly min: number;
  readonly max: number;
}

/** A wine that is not scored, by its place in the list that was sent. */
export interface RejectedWine {
  readonly index: number;
  readonly wineId: string | null;
  readonly faults: readonly Fault[];
}

const FREE = WINE_FIELDS.indexOf('freeSulfurDioxide');
const TOTAL = WINE_FIELDS.indexOf('totalSulfurDioxide');

/** The wines that no laboratory can have measured, in the order of the block. */
export function findRejectedWines(block: WineBlock, features: readonly Feature[]): RejectedWine[] {
  const rejected: RejectedWine[] = [];
  for (let row = 0; row < block.rows; row++) {
    if (isPossible(block.measurements, row * WIDTH, features)) continue;
    rejected.push({
      index: row,
      wineId: block.ids[row] ?? null,
      faults: describeFaults(block.measurements.subarray(row * WIDTH, (row + 1) * WIDTH), features),
    });
  }
  return rejected;
}

// The hot half: no allocation for a wine that is fine. `undefined` cannot come from within a block.
function isPossible(values: Float64Array, at: number, features: readonly Feature[]): boolean {
  let i = at;
  for (const { accepted } of features) {
    const value = values[i++] as number;
    // Written so that NaN fails it as well.
    if (!(value >= accepted.min && value <= accepted.max)) return false;
  }
  return (values[at + FREE] as number) <= (values[at + TOTAL] as number);
}

function describeFaults(wine: Float64Array, features: readonly Feature[]): Fault[] {
  const faults: Fault[] = [];
  features.forEach(({ field, unit, accepted: { min, max } }, i) => {
    const value = wine[i] as number;
    if (value >= min && value <= max) return;
    const suffix = unit === field ? '' : ` ${unit}`;
    faults.push({
      field,
      code: 'UNPHYSICAL_VALUE',
      message: `${field} must be from ${min} to ${max}${suffix}, but ${value} came.`,
      min,
      max,
    });
  });
  const free = wine[FREE] as number;
  const total = wine[TOTAL] as number;
  if (free > total) {
    faults.push({
      field: 'freeSulfurDioxide',
      code: 'INCONSISTENT_VALUES',
      message: `freeSulfurDioxide is a part of totalSulfurDioxide and must be at most ${total} mg/dm³, but ${free} came.`,
      min: features[FREE]?.accepted.min ?? 0,
      max: total,
    });
  }
  return faults;
}
