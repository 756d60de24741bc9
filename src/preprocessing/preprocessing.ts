import { WIDTH, WINE_FIELDS } from '../wine-fields';
import { type Preprocessing, type Step } from './preprocessing-schema';

/** Turns `rows` wines (row-major, eleven measurements each) into the model's rows. */
export interface Preparation {
  /** Values in a prepared row. */
  readonly width: number;
  /** For each prepared column the measurements that it depends on, by their places, ascending. */
  readonly sources: readonly (readonly number[])[];
  /** For each prepared column whether it is a measurement as it came. */
  readonly isMeasurement: readonly boolean[];
  prepare(measurements: Float64Array, rows: number): Float32Array;
}

/**
 * Makes the preparation that a description asks for. Training executes the same description: every
 * step in float64, one cast to float32 at the end, so that both sides give a tree the same bits.
 *
 * @throws Error naming the step that reads a column which is not there, or writes one that is.
 */
export function createPreparation({ steps, columns }: Preprocessing): Preparation {
  const slots = new Map<string, number>(WINE_FIELDS.map((field, slot) => [field, slot]));
  /** For each slot the measurements that it depends on. */
  const sourcesOf = WINE_FIELDS.map((_, slot) => [slot]);
  const slotOf = (column: string, where: string): number => {
    const slot = slots.get(column);
    if (slot === undefined)
      throw new Error(`${where} reads "${column}", which is no column so far`);
    return slot;
  };

  const operations = steps.map((step, i) => {
    const where = `steps.${i} (${step.op})`;
    const compute = compile(step, (column) => slotOf(column, where), WIDTH + i);
    const inputs = step.inputs.flatMap((column) => sourcesOf[slotOf(column, where)] ?? []);
    sourcesOf.push([...new Set(inputs)].sort((a, b) => a - b));
    if (slots.has(step.output)) throw new Error(`${where} writes "${step.output}" a second time`);
    slots.set(step.output, slots.size);
    return compute;
  });
  const picked = columns.map((column, i) => slotOf(column, `columns.${i}`));
  const scratch = new Float64Array(WIDTH + operations.length);

  return {
    width: picked.length,
    sources: picked.map((slot) => sourcesOf[slot] ?? []),
    isMeasurement: picked.map((slot) => slot < WIDTH),
    prepare(measurements, rows) {
      const prepared = new Float32Array(rows * picked.length);
      for (let row = 0, out = 0; row < rows; row++) {
        for (let i = 0; i < WIDTH; i++) scratch[i] = measurements[row * WIDTH + i] as number;
        for (const compute of operations) compute(scratch);
        for (const slot of picked) prepared[out++] = scratch[slot] as number;
      }
      return prepared;
    },
  };
}

/** Computes a column of a row into its slot. */
type Operation = (row: Float64Array) => void;

// The casts to `number` below and above: slots are checked when the description is compiled, and
// the row is as wide as the slots are many.
function compile(step: Step, slotOf: (column: string) => number, out: number): Operation {
  const a = slotOf(step.inputs[0]);
  if (step.op === 'log1p') {
    return (row) => {
      row[out] = Math.log1p(row[a] as number);
    };
  }
  if (step.op === 'minMax') {
    const { min, max } = step;
    return (row) => {
      row[out] = ((row[a] as number) - min) / (max - min);
    };
  }
  const b = slotOf(step.inputs[1]);
  switch (step.op) {
    case 'ratio':
      return (row) => {
        row[out] = row[b] === 0 ? 0 : (row[a] as number) / (row[b] as number);
      };
    case 'product':
      return (row) => {
        row[out] = (row[a] as number) * (row[b] as number);
      };
    case 'difference':
      return (row) => {
        row[out] = (row[a] as number) - (row[b] as number);
      };
    case 'sum':
      return (row) => {
        row[out] = (row[a] as number) + (row[b] as number);
      };
  }
}
