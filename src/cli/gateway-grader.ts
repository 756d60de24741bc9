import { type WineBlock } from '../prediction/wine-block';
import { type TableFault } from '../tables/rows';
import { WIDTH, WINE_FIELDS } from '../wine-fields';
import { type GatewayClient } from './gateway-client';
import { type GradedWines, type Grader, type Question, type WineGrade } from './grader';

/**
 * Wines of a request: enough that its cost is theirs; explanations of so many take a gateway's two
 * workers about a second.
 */
export const REQUEST_ROWS = { score: 1000, explain: 100 };
/** More than a wine takes as JSON. */
const BYTES_A_WINE = 400;

/** A wine that can be, to see what kind of answers a version gives: of many like it in training. */
const USUAL_WINE = [7.5, 0.62, 0.1, 2, 0.08, 14, 45, 0.9975, 3.4, 0.57, 9.6];

interface Prediction {
  readonly quality: number;
  readonly score: number;
  readonly interval?: { readonly low: number; readonly high: number };
  readonly probabilities?:
    readonly { readonly grade: number; readonly probability: number }[] | null;
  readonly warnings?: readonly { readonly message: string }[];
  readonly explanation?: {
    readonly baseline: number;
    readonly contributions: readonly { readonly contribution: number }[];
  };
}

interface BatchAnswer {
  readonly predictBatch: {
    readonly predictions: readonly (Prediction | null)[];
    readonly rejected: readonly {
      readonly index: number;
      readonly faults: readonly TableFault[];
    }[];
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
  { version: asked, explain, warn }: Omit<Question, 'signal'>,
  requestsAtOnce: number,
): Promise<Grader> {
  const { model } = await client.ask<{ model: { version: string } }>('model', { version: asked });
  const { version } = model;
  const operation = explain ? 'explain-wines' : 'score-wines';
  const more = explain ? {} : { warnings: warn };
  const ask = async (wines: readonly object[]): Promise<BatchAnswer['predictBatch']> =>
    (await client.ask<BatchAnswer>(operation, { wines, version, ...more })).predictBatch;
  const { limits } = await client.ask<LimitsAnswer>('models');
  const { predictions } = await ask([toInput(USUAL_WINE, 0)]);
  const fitting = Math.min(limits.maxBatchRows, Math.floor(limits.maxBodyBytes / BYTES_A_WINE));
  const askFitting = async (wines: readonly object[]): Promise<BatchAnswer['predictBatch']> => {
    if (wines.length <= Math.max(fitting, 1)) return ask(wines);
    const half = Math.ceil(wines.length / 2);
    const first = await askFitting(wines.slice(0, half));
    const second = await askFitting(wines.slice(half));
    const moved = second.rejected.map((wine) => ({ ...wine, index: wine.index + half }));
    return {
      predictions: [...first.predictions, ...second.predictions],
      rejected: [...first.rejected, ...moved],
    };
  };
  return {
    version,
    grades: predictions[0]?.probabilities?.map(({ grade }) => grade) ?? [],
    blocksAtOnce: requestsAtOnce,
    async grade({ rows, measurements }: WineBlock): Promise<GradedWines> {
      if (rows === 0) return { rejected: 0, gradeOf: () => null, faultsOf: () => undefined };
      const wines = Array.from({ length: rows }, (_, row) => toInput(measurements, row * WIDTH));
      const { predictions, rejected } = await askFitting(wines);
      const faults = new Map(rejected.map((wine) => [wine.index, wine.faults]));
      return {
        rejected: rejected.length,
        gradeOf: (row) => {
          const prediction = predictions[row];
          return prediction ? toGrade(prediction) : null;
        },
        faultsOf: (row) => faults.get(row),
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
