import { readFileSync } from 'node:fs';
import { type ExplainedOutput } from '../../src/explanation/explainer';
import { openSession } from '../../src/inference/onnx-session';
import { createPreparation } from '../../src/preprocessing/preprocessing';
import { type Preprocessing } from '../../src/preprocessing/preprocessing-schema';
import { type ModelOutput } from '../../src/repository/parameters';
import { WIDTH } from '../../src/wine-fields';
import { randomNumbers } from '../support/operations';
import { goldenRows, projectFile } from '../support/wines';

const parameters = (version: string, file: string): unknown =>
  JSON.parse(readFileSync(projectFile('parameters', 'red-wine-quality', version, file), 'utf8'));

/** A committed version as an explainer takes it. */
export function readVersion(version: string) {
  const preprocessing = parameters(version, 'preprocessing.json') as Preprocessing;
  const output: ExplainedOutput & ModelOutput = parameters(version, 'output.json') as ModelOutput;
  return {
    model: readFileSync(projectFile('models', 'red-wine-quality', version, 'model.onnx')),
    preprocessing,
    preparation: createPreparation(preprocessing),
    output,
  };
}

/** So many wines, each measurement one of a golden wine's: such as could be, and all different. */
export function madeUpWines(count: number, seed: number): Float64Array {
  const golden = goldenRows('2').rows;
  const random = randomNumbers(seed);
  return new Float64Array(count * WIDTH).map(
    (_, i) => golden[random(golden.length)]?.measurements[i % WIDTH] ?? NaN,
  );
}

/** Wines' scores by ONNX Runtime, as the gateway computes them. */
export async function openScorer(version: string) {
  const { model, preparation, output } = readVersion(version);
  const outputWidth = output.kind === 'score' ? 1 : output.grades.length;
  const { tensor } = output;
  const session = await openSession(
    { model, tensor, inputWidth: preparation.width, outputWidth },
    1,
  );
  const factors = output.kind === 'score' ? [1] : output.grades;
  return {
    async scorePrepared(prepared: Float32Array, rows: number): Promise<Float64Array> {
      const answers = await session.run(prepared, rows);
      return new Float64Array(rows).map((_, row) =>
        factors.reduce(
          (sum, factor, i) => sum + factor * (answers[row * outputWidth + i] ?? NaN),
          0,
        ),
      );
    },
    scoreRows(measurements: Float64Array, rows: number): Promise<Float64Array> {
      return this.scorePrepared(preparation.prepare(measurements, rows), rows);
    },
    release: () => session.release(),
  };
}

/** The largest difference of two blocks of the same length. */
export function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a).toHaveLength(b.length);
  return Array.from(a).reduce((most, x, i) => Math.max(most, Math.abs(x - (b[i] ?? NaN))), 0);
}
