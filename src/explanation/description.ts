import { WIDTH } from '../wine-fields';
import { type Explainer } from './explainer';

/** What is told of an explainer. */
export interface Description {
  /** Undefined where only coalitions explain the model. */
  readonly kind: Explainer['kind'] | undefined;
  readonly baseline: number;
  readonly candidates: readonly Float64Array[] | undefined;
}

/** The most values of each measurement that are told of a forest. */
const MOST_CANDIDATES = 512;

const KINDS = [undefined, 'trees', 'linear'] as const;
// The kind, the baseline, and for each measurement how many values there are, or -1, and the values.
const HEAD = 2;
const PER_MEASUREMENT = 1 + MOST_CANDIDATES;
const BYTES = (HEAD + WIDTH * PER_MEASUREMENT) * Float64Array.BYTES_PER_ELEMENT;

/** Memory in which a worker can describe an explainer. */
export function descriptionBlock(): SharedArrayBuffer {
  return new SharedArrayBuffer(BYTES);
}

/** Describes an explainer, or that there is none. */
export function describe(explainer: Explainer | undefined): Description {
  return {
    kind: explainer?.kind,
    baseline: explainer?.baseline ?? NaN,
    candidates: explainer?.candidateValues(MOST_CANDIDATES),
  };
}

/** Writes a description into a block of `descriptionBlock`. */
export function writeDescription(block: SharedArrayBuffer, description: Description): void {
  const values = new Float64Array(block);
  values[0] = KINDS.indexOf(description.kind);
  values[1] = description.baseline;
  for (let i = 0; i < WIDTH; i++) {
    const at = HEAD + i * PER_MEASUREMENT;
    const candidates = description.candidates?.[i];
    values[at] = candidates ? candidates.length : -1;
    if (candidates) values.set(candidates, at + 1);
  }
}

/** Reads what `writeDescription` wrote. */
export function readDescription(block: SharedArrayBuffer): Description {
  const values = new Float64Array(block);
  const candidates = Array.from({ length: WIDTH }, (_, i) => {
    const at = HEAD + i * PER_MEASUREMENT;
    const count = values[at] as number;
    return count < 0 ? undefined : values.slice(at + 1, at + 1 + count);
  });
  return {
    kind: KINDS[values[0] as number],
    baseline: values[1] as number,
    candidates: candidates.every((known) => known !== undefined) ? candidates : undefined,
  };
}
