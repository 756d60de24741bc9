/**
 * A thread of its own that reads a model once, to say what it is: what reading it takes of memory is
 * given back when the thread ends, where a worker that lives on would keep it.
 */
import { workerData } from 'node:worker_threads';
import { createPreparation } from '../preprocessing/preprocessing';
import { describe, writeDescription } from './description';
import { createExplainer } from './explainer';
import { type ExplainerSetup } from './explanation-worker';

/** What the thread is started with. */
export interface DescribeTask {
  readonly setup: ExplainerSetup;
  /** For what is told of the explainer: see description.ts. */
  readonly block: SharedArrayBuffer;
}

const { setup, block } = workerData as DescribeTask;
const { model, preprocessing, background, output } = setup;
const explainer = createExplainer({
  model: new Uint8Array(model),
  preparation: createPreparation(preprocessing),
  background: new Float64Array(background),
  output,
});
writeDescription(block, describe(explainer));
