// Apart from what executes it, so that threads which only do that load no more.
import { z } from 'zod';

const name = z.string().min(1);
const unary = z.tuple([name]);
const binary = z.tuple([name, name]);

const stepSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('log1p'), inputs: unary, output: name }),
  z.object({
    op: z.literal('minMax'),
    inputs: unary,
    output: name,
    min: z.number(),
    max: z.number(),
  }),
  z.object({ op: z.literal('ratio'), inputs: binary, output: name }),
  z.object({ op: z.literal('product'), inputs: binary, output: name }),
  z.object({ op: z.literal('difference'), inputs: binary, output: name }),
  z.object({ op: z.literal('sum'), inputs: binary, output: name }),
]);

/** `preprocessing.json`: steps over named columns, in order, and the columns that the model gets. */
export const preprocessingSchema = z.object({
  steps: z.array(stepSchema),
  columns: z.array(name).min(1),
});

/** A preparation as data. */
export type Preprocessing = z.infer<typeof preprocessingSchema>;
/** One of its steps. */
export type Step = z.infer<typeof stepSchema>;
