import { Batcher, type BatcherOptions, type Caller } from '../../src/batching/batcher';
import { ManualScheduler } from './manual-scheduler';

/** Rows say whose they are: the request's number, and the row's place in it. */
export const INPUT_WIDTH = 2;
export const OUTPUT_WIDTH = 3;

/** A caller who waits for ever. */
export const patient: Caller = { check: () => undefined };

/** A caller who waits until it is told otherwise. */
export class FickleCaller implements Caller {
  reason: Error | undefined;
  checks = 0;

  check(): void {
    this.checks++;
    if (this.reason) throw this.reason;
  }
}

/** The rows of request number `id`. */
export function rowsOf(id: number, rows: number): Float32Array {
  return Float32Array.from({ length: rows * INPUT_WIDTH }, (_, i) =>
    i % INPUT_WIDTH === 0 ? id : Math.floor(i / INPUT_WIDTH),
  );
}

/** What every run answers: each row on its own, so that a row in a wrong place is seen. */
export function answerTo(block: Float32Array): Float32Array {
  return Float32Array.from({ length: (block.length / INPUT_WIDTH) * OUTPUT_WIDTH }, (_, i) => {
    const row = Math.floor(i / OUTPUT_WIDTH) * INPUT_WIDTH;
    const [id = NaN, place = NaN] = block.subarray(row, row + INPUT_WIDTH);
    return [id, place, id * 1000 + place][i % OUTPUT_WIDTH] ?? NaN;
  });
}

/** Rows of one request, one after the other in a run. */
export interface Stretch {
  readonly id: number;
  readonly first: number;
  readonly rows: number;
}

/** A run that has begun and ends when a test says so. */
export interface ManualRun {
  readonly block: Float32Array;
  readonly rows: number;
  /** Whose rows it has, in their order. */
  readonly stretches: readonly Stretch[];
  end(answer?: Float32Array): Promise<void>;
  fail(reason: Error): Promise<void>;
}

/** Lets everything happen that follows from a promise. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A batcher with everything that it depends on in a test's hands. */
export function workbench(options: Partial<BatcherOptions<Float32Array>> = {}) {
  const scheduler = new ManualScheduler();
  const runs: ManualRun[] = [];
  const batcher = new Batcher({
    inputWidth: INPUT_WIDTH,
    outputWidth: OUTPUT_WIDTH,
    allocate: (length): Float32Array => new Float32Array(length),
    maxRunRows: 100,
    leastSliceRows: options.maxRunRows ?? 100,
    maxQueuedRows: 100_000,
    expectedRowsPerMs: 1,
    parallelRuns: 1,
    concurrentRuns: 1,
    delayMs: 0,
    scheduler,
    run: (block, rows) =>
      new Promise((resolve, reject) => {
        runs.push({
          block,
          rows,
          stretches: stretchesOf(block),
          end: (answer = answerTo(block)) => {
            resolve(answer);
            return settle();
          },
          fail: (reason) => {
            reject(reason);
            return settle();
          },
        });
      }),
    ...options,
  });
  return {
    batcher,
    scheduler,
    /** Every run so far. */
    runs,
    /** The run that began as number `i`, from 0 on. */
    run: (i: number): ManualRun => {
      const run = runs[i];
      if (!run) throw new Error(`expected more than ${i} runs, but there are ${runs.length}`);
      return run;
    },
    /** Submits the rows of request number `id`. */
    submit: (id: number, rows: number, caller: Caller = patient): Promise<Float32Array> => {
      const answer = batcher.submit(rowsOf(id, rows), rows, caller);
      // A test looks at a rejection when it has come to it, not in the turn it happens in.
      answer.catch(() => undefined);
      return answer;
    },
  };
}

function stretchesOf(block: Float32Array): Stretch[] {
  const stretches: Stretch[] = [];
  for (let i = 0; i < block.length; i += INPUT_WIDTH) {
    const [id = NaN, first = NaN] = block.subarray(i, i + INPUT_WIDTH);
    const last = stretches.at(-1);
    if (last?.id === id && last.first + last.rows === first) {
      stretches[stretches.length - 1] = { ...last, rows: last.rows + 1 };
    } else {
      stretches.push({ id, first, rows: 1 });
    }
  }
  return stretches;
}
