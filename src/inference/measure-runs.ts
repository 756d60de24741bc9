import { type OpenModel } from './model-runner';
import { type RunCosts } from './run-plan';

/** What is measured, and with what. */
export interface MeasureOptions {
  /** The model on the event loop's thread. */
  readonly here: Pick<OpenModel, 'run'>;
  /** The model in the workers; undefined where there are none. */
  readonly there: Pick<OpenModel, 'run'> | undefined;
  readonly inputWidth: number;
  /** Prepared rows like those that will come. */
  readonly sample: Float32Array;
  /** The time in milliseconds. */
  readonly now: () => number;
}

const REPEATS = 5;
/** A run this long, in ms, tells what a row costs; or the largest one, where rows cost next to nothing. */
const TELLING_MS = 1;
const MOST_ROWS = 16_384;

/**
 * Measures what runs of a model cost: the least of a few, as whatever else happens only adds to it, on
 * rows made of the sample's values. It takes some ten milliseconds, and warms the model up.
 */
export async function measureRuns(options: MeasureOptions): Promise<RunCosts> {
  const { here, there, inputWidth, sample, now } = options;
  const time = async (model: Pick<OpenModel, 'run'>, prepared: Float32Array): Promise<number> => {
    const asked = now();
    // ONNX Runtime begins when this turn of the event loop ends, after whatever else waits for that:
    // at a start, modules that are loaded and other models. In a worker it does not wait for it.
    const begun = model === here ? endOfTurn().then(now) : asked;
    await model.run(prepared, prepared.length / inputWidth);
    const done = now();
    return done - (await begun);
  };
  const least = async (model: Pick<OpenModel, 'run'>, rows: number): Promise<number> => {
    const prepared = mix(sample, inputWidth, rows);
    // Not counted: the first run of a size is dearer.
    await time(model, prepared);
    const times: number[] = [];
    for (let i = 0; i < REPEATS; i++) times.push(await time(model, prepared));
    return Math.min(...times);
  };

  let many = 64;
  while (many < MOST_ROWS && (await least(here, many)) < TELLING_MS) many *= 4;
  const one = await least(here, 1);
  const perRow = Math.max(((await least(here, many)) - one) / (many - 1), 0);
  const roundTrip = there ? await least(there, 1) : Infinity;
  return { perRun: Math.max(one - perRow, 0), perRow, roundTrip };
}

/**
 * `rows` rows of the sample's values, each column mixed on its own. The sample's own rows again and
 * again would be cheaper than what will come: a processor learns a tree's turns by heart.
 */
function mix(sample: Float32Array, width: number, rows: number): Float32Array {
  let seed = 1;
  return new Float32Array(rows * width).map((_, i) => {
    // A linear congruential generator, whose high bits are random enough to mix with.
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const row = Math.floor((seed / 2 ** 32) * (sample.length / width));
    return sample[row * width + (i % width)] as number;
  });
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
