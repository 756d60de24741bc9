import { type WineBlock } from '../prediction/wine-block';
import { type TableFault } from '../tables/rows';
import { WIDTH, WINE_FIELDS } from '../wine-fields';
import { type GatewayClient } from './gateway-client';
import { type GradedWines, type Grader, type Question, type WineGrade } from './grader';

/** Enough that a request's cost is the wines'. */
const ROWS_AT_ONCE = 1000;
/** Explanations of so many take a gateway's two workers about a second. */
const EXPLAINED_AT_ONCE = 100;
/** More than a wine takes as JSON. */
const BYTES_A_WINE = 400;

/** A wine that can be, to see what kind of answers a version gives: of many like it in training. */
const USUAL_WINE = [7.5, 0.62, 0.1, 2, 0.08, 14, 45, 0.9975, 3.4, 0.57, 9.6];

interface Prediction {
  readonly quality: number;
  readonly score: number;
  readonly interval?: { readonly low: number; readonly high: number };
  readonly probabilities?: readonly { readonly grade: number; readonly probability: number }[] | null;
  readonly warnings?: readonly { readonly message: string }[];
  readonly explanation?: {
    readonly baseline: number;
    readonly contributions: readonly { readonly contribution: number }[];
  };
}

interface BatchAnswer {
  readonly predictBatch: {
    readonly predictions: readonly (Prediction | null)[];
    readonly rejected: readonly { readonly index: number; readonly faults: readonly TableFault[] }[];
  };
}

interface LimitsAnswer {
  readonly limits: { readonly maxBatchRows: number; readonly maxBodyBytes: number };
}

/**
 * Has a gateway grade wines. The version is asked for once and then named in every request, so that
 * one version answers from first to last, whatever becomes of labels meanwhile.
 *
 * @param requestsAtOnce how many requests may be under way.
 * @throws CommandError in the gateway's own words.
 */
export async function openGatewayGrader(
  client: GatewayClient,
  { version: asked, explain }: Omit<Question, 'signal'>,
  requestsAtOnce: number,
): Promise<Grader> {
  const { model } = await client.ask<{ model: { version: string } }>('model', { version: asked });
  const { version } = model;
  const operation = explain ? 'explain-wines' : 'score-wines';
  const ask = async (wines: readonly object[]): Promise<BatchAnswer['predictBatch']> =>
    (await client.ask<BatchAnswer>(operation, { wines, version })).predictBatch;
  const { limits } = await client.ask<LimitsAnswer>('models');
  const { predictions } = await ask([toInput(USUAL_WINE, 0)]);
  const most = Math.min(limits.maxBatchRows, Math.floor(limits.maxBodyBytes / BYTES_A_WINE));
  return {
    version,
    grades: predictions[0]?.probabilities?.map(({ grade }) => grade) ?? [],
    rowsAtOnce: Math.max(Math.min(explain ? EXPLAINED_AT_ONCE : ROWS_AT_ONCE, most), 1),
    blocksAtOnce: requestsAtOnce,
    async grade({ rows, measurements }: WineBlock): Promise<GradedWines> {
      if (rows === 0) return { gradeOf: () => null, faultsOf: () => [] };
      const wines = Array.from({ length: rows }, (_, row) => toInput(measurements, row * WIDTH));
      const { predictions, rejected } = await ask(wines);
      const faults = new Map(rejected.map((wine) => [wine.index, wine.faults]));
      return {
        gradeOf: (row) => {
          const prediction = predictions[row];
          return prediction ? toGrade(prediction) : null;
        },
        faultsOf: (row) => faults.get(row) ?? [],
      };
    },
    close: () => Promise.resolve(),
  };
}

function toInput(measurements: ArrayLike<number>, at: number): object {
  return Object.fromEntries(WINE_FIELDS.map((field, i) => [field, measurements[at + i]]));
}

function toGrade(prediction: Prediction): WineGrade {
  const { quality, score, interval, probabilities, warnings, explanation } = prediction;
  return {
    quality,
    score,
    low: interval?.low ?? NaN,
    high: interval?.high ?? NaN,
    probabilities: probabilities?.map(({ probability }) => probability) ?? [],
    warnings: warnings?.map(({ message }) => message).join(' ') ?? '',
    explanation: explanation
      ? {
          baseline: explanation.baseline,
          contributions: explanation.contributions.map(({ contribution }) => contribution),
        }
      : null,
  };
}
