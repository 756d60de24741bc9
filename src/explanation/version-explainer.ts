import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { createPreparation } from '../preprocessing/preprocessing';
import { WIDTH } from '../wine-fields';
import { explainByCoalitions, type CoalitionsOptions } from './coalitions';
import { type DescribeTask } from './describe-worker';
import { describe, descriptionBlock, readDescription } from './description';
import { createExplainer } from './explainer';
import { type ExplainerSetup, type ExplanationTask } from './explanation-worker';

/** How a version's scores are explained, and where its answers change. */
export interface VersionExplainer {
  /** By the trees, by the line, or by all coalitions of whatever model it is. */
  readonly kind: 'trees' | 'linear' | 'coalitions';
  /** The mean score of the reference wines. */
  readonly baseline: number;
  /** Values of each measurement at which the model's answer can change; undefined without trees. */
  readonly candidates: readonly Float64Array[] | undefined;
  /** Contributions of `rows` wines: eleven each, row-major, as the wines are. */
  explain(measurements: Float64Array, rows: number): Promise<Float64Array>;
  /** Frees what the workers keep of it; nothing is explained then. */
  release(): Promise<void>;
}

/** The workers, as explanations use them. */
export interface ExplanationWorkers {
  /** Has a task done in one of them. */
  call(file: string, task: ExplanationTask): Promise<void>;
  /** Has a task done in each of them. */
  callEvery(file: string, task: ExplanationTask): Promise<void>;
}

/** What an explainer is read from. */
export interface ReadExplainerOptions {
  /** Names the version among those that the workers know. */
  readonly key: string;
  readonly setup: ExplainerSetup;
  /** Undefined: there are none, and everything happens here. */
  readonly workers: ExplanationWorkers | undefined;
}

/** What a version's explainer is opened with. */
export interface OpenExplainerOptions {
  /** What `readExplainer` gives. */
  readonly known: Promise<VersionExplainer | undefined>;
  /** The reference wines: float64, row-major, eleven measurements each. */
  readonly background: SharedArrayBuffer;
  /** Scores wines by the version, for models that only coalitions explain. */
  readonly scoreRows: CoalitionsOptions['scoreRows'];
}

// The built file, for the sources as well: this folder and that one are both two below the root.
const DESCRIBE_FILE = path.resolve(__dirname, '../../dist/explanation/describe-worker.js');
const WORKER_FILE = path.resolve(__dirname, '../../dist/explanation/explanation-worker.js');

/**
 * Reads a model once, in a thread of its own where there are workers, and sees what explains it and
 * what the reference wines score; undefined for one that only coalitions explain.
 */
export async function readExplainer(
  options: ReadExplainerOptions,
): Promise<VersionExplainer | undefined> {
  const { setup, workers } = options;
  return workers ? describeThere(options, workers) : describeHere(setup);
}

/** Opens the explainer of a version: the one that is known, or else coalitions of its scores. */
export async function openExplainer(options: OpenExplainerOptions): Promise<VersionExplainer> {
  const known = await options.known;
  if (known) return known;
  const { scoreRows } = options;
  const background = new Float64Array(options.background);
  const { baseline } = await explainByCoalitions({
    measurements: new Float64Array(),
    rows: 0,
    background,
    scoreRows,
  });
  return {
    kind: 'coalitions',
    baseline,
    candidates: undefined,
    explain: async (measurements, rows) => {
      const explained = await explainByCoalitions({ measurements, rows, background, scoreRows });
      return explained.contributions;
    },
    release: () => Promise.resolve(),
  };
}

function describeHere(setup: ExplainerSetup): VersionExplainer | undefined {
  const explainer = createExplainer({
    model: new Uint8Array(setup.model),
    preparation: createPreparation(setup.preprocessing),
    background: new Float64Array(setup.background),
    output: setup.output,
  });
  if (!explainer) return undefined;
  return {
    ...describe(explainer),
    kind: explainer.kind,
    explain: (measurements, rows) => Promise.resolve(explainer.explain(measurements, rows)),
    release: () => Promise.resolve(),
  };
}

async function describeThere(
  { key, setup }: ReadExplainerOptions,
  workers: ExplanationWorkers,
): Promise<VersionExplainer | undefined> {
  const block = descriptionBlock();
  const thread = new Worker(DESCRIBE_FILE, { workerData: { setup, block } satisfies DescribeTask });
  // Rejects with what the thread throws.
  await once(thread, 'exit');
  const { kind, ...description } = readDescription(block);
  if (kind === undefined) return undefined;
  return {
    ...description,
    kind,
    async explain(measurements, rows) {
      const values = rows * WIDTH;
      const shared = new Float64Array(
        new SharedArrayBuffer(2 * values * Float64Array.BYTES_PER_ELEMENT),
      );
      shared.set(measurements);
      await workers.call(WORKER_FILE, { do: 'explain', key, setup, rows, block: shared.buffer });
      return shared.slice(values);
    },
    release: () => workers.callEvery(WORKER_FILE, { do: 'close', key }),
  };
}
