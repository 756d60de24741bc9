/** What explains in a worker thread: a file that `WorkerPool.call` is given. */
import { threadId } from 'node:worker_threads';
import { createPreparation } from '../preprocessing/preprocessing';
import { type Preprocessing } from '../preprocessing/preprocessing-schema';
import { WIDTH } from '../wine-fields';
import { createExplainer, type ExplainedOutput, type Explainer } from './explainer';

/** What an explainer is made of, as it travels: bytes in memory that all threads share. */
export interface ExplainerSetup {
  readonly model: SharedArrayBuffer;
  readonly preprocessing: Preprocessing;
  /** The references: float64, row-major, eleven measurements each. */
  readonly background: SharedArrayBuffer;
  readonly output: ExplainedOutput;
}

/** What a worker can be asked for. */
export type ExplanationTask =
  | {
      readonly do: 'explain';
      /** Names the explainer: a thread makes one the first time, and keeps it. */
      readonly key: string;
      readonly setup: ExplainerSetup;
      readonly rows: number;
      /** float64: the wines, eleven measurements each, and then room for as many contributions. */
      readonly block: SharedArrayBuffer;
    }
  | { readonly do: 'close'; readonly key: string };

const explainers = new Map<string, Explainer | undefined>();

/**
 * Does one task. Every task brings the setup, which costs nothing to send, because the thread may be
 * a new one in the place of one that died.
 *
 * @throws Error when it fails.
 */
export default function work(task: ExplanationTask): {
  readonly thread: number;
  /** Whether an explainer came or went: making one leaves as much behind as it takes. */
  readonly leftGarbage: boolean;
} {
  const before = explainers.size;
  if (task.do === 'close') explainers.delete(task.key);
  else explain(task);
  return { thread: threadId, leftGarbage: explainers.size !== before };
}

function explain(task: Extract<ExplanationTask, { do: 'explain' }>): void {
  const explainer = known(task);
  if (!explainer) throw new Error('expected a model that trees or a line explain');
  const { rows, block } = task;
  const values = rows * WIDTH;
  const wines = new Float64Array(block, 0, values);
  new Float64Array(block, wines.byteLength, values).set(explainer.explain(wines, rows));
}

/** The explainer of a task's setup, made when it is first asked for. */
function known({ key, setup }: Pick<Extract<ExplanationTask, { do: 'explain' }>, 'key' | 'setup'>) {
  if (!explainers.has(key)) explainers.set(key, open(setup));
  return explainers.get(key);
}

function open({ model, preprocessing, background, output }: ExplainerSetup): Explainer | undefined {
  return createExplainer({
    model: new Uint8Array(model),
    preparation: createPreparation(preprocessing),
    background: new Float64Array(background),
    output,
  });
}
