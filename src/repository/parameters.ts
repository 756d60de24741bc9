import { z } from 'zod';
import { WIDTH, WINE_FEATURES, WINE_FIELDS } from '../wine-fields';

const ascends = (numbers: readonly number[]): boolean =>
  numbers.every((number, i) => i === 0 || number > (numbers[i - 1] ?? number));

const featureSchema = z.object({
  name: z.enum(WINE_FEATURES),
  field: z.enum(WINE_FIELDS),
  column: z.string().min(1),
  unit: z.string().min(1),
  description: z.string().min(1),
  accepted: z
    .object({ min: z.number(), max: z.number(), source: z.string().min(1) })
    .refine(({ min, max }) => min < max, 'min must be below max'),
  training: z
    .object({
      min: z.number(),
      median: z.number(),
      max: z.number(),
      standardDeviation: z.number().positive(),
      /** The distinct values, and how many wines have each of them or less. */
      values: z.array(z.number()).min(1).refine(ascends, 'must ascend'),
      atMost: z.array(z.int().positive()).min(1).refine(ascends, 'must ascend'),
    })
    .refine(
      ({ values, atMost }) => values.length === atMost.length,
      'needs a count for each value',
    ),
});

/** `features.json`: what each measurement is, what is accepted, and what the model was trained on. */
export const featureTableSchema = z.object({
  features: z
    .array(featureSchema)
    .refine(
      (features) =>
        features.length === WIDTH && features.every(({ field }, i) => field === WINE_FIELDS[i]),
      `must hold ${WINE_FIELDS.join(', ')}, in this order`,
    ),
});

/** `output.json`: how to read the model's tensor. `grades` ascend. */
export const outputSchema = z.object({
  kind: z.enum(['distribution', 'score']),
  tensor: z.string().min(1),
  grades: z.array(z.int()).min(1).refine(ascends, 'must ascend'),
});

/** `calibration.json`, as far as the gateway needs it: how much wines like those of training differed. */
export const calibrationSchema = z.object({
  interval: z.object({
    score: z.enum(['massAndRarity', 'distance']),
    scores: z
      .array(z.number())
      .min(1)
      .refine(
        (scores) => scores.every((score, i) => i === 0 || score >= (scores[i - 1] ?? score)),
        'must not descend',
      ),
  }),
});

/** `background.json`: the reference wines that explanations compare with. */
export const backgroundSchema = z.object({
  method: z.string().min(1),
  rows: z.array(z.array(z.number()).length(WIDTH)).min(1),
});

/** `golden.json`: wines with the answers that training computed for them. */
export const goldenRowsSchema = z.object({
  tolerance: z.object({
    probability: z.number().positive(),
    score: z.number().positive(),
    contribution: z.number().positive(),
  }),
  /** The mean score of the background's wines. */
  baseline: z.number(),
  rows: z
    .array(
      z.object({
        measurements: z.array(z.number()).length(WIDTH),
        probabilities: z.array(z.number()).nullable(),
        score: z.number(),
        quality: z.int(),
        /** Shapley values by the measurements' order; null where none were computed. */
        contributions: z.array(z.number()).length(WIDTH).nullable(),
      }),
    )
    .min(20),
});

/** One measurement's row of the feature table: names, unit, accepted and training ranges. */
export type Feature = z.infer<typeof featureSchema>;
/** How a version's tensor is read: grades' probabilities, or a score only. */
export type ModelOutput = z.infer<typeof outputSchema>;
/** Scores of calibration wines, from which intervals of grades are read: see prediction/grade-interval.ts. */
export type IntervalCalibration = z.infer<typeof calibrationSchema>['interval'];
/** Wines with known answers, replayed before a version serves. */
export type GoldenRows = z.infer<typeof goldenRowsSchema>;
