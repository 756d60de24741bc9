import { readFileSync } from 'node:fs';
import { type ModelSource } from '../../src/inference/model-runner';
import { createPreparation } from '../../src/preprocessing/preprocessing';
import { type Preprocessing } from '../../src/preprocessing/preprocessing-schema';
import { goldenRows, projectFile } from '../support/wines';

const bytes = (version: string) =>
  readFileSync(projectFile('models', 'red-wine-quality', version, 'model.onnx'));

/** Version 1: a line, of which ten thousand rows cost as much as one. */
export const LINE: ModelSource = {
  model: bytes('1'),
  tensor: 'score',
  inputWidth: 11,
  outputWidth: 1,
};

/** Version 2: a forest, of which each row costs. */
const preparation = createPreparation(
  JSON.parse(
    readFileSync(projectFile('parameters', 'red-wine-quality', '2', 'preprocessing.json'), 'utf8'),
  ) as Preprocessing,
);
const golden = goldenRows('2').rows;
export const FOREST: ModelSource = {
  model: bytes('2'),
  tensor: 'probabilities',
  inputWidth: preparation.width,
  outputWidth: golden[0]?.probabilities?.length ?? 0,
};

/** So many rows for the forest: the golden wines again and again, from the named one on. */
export function forestRows(rows: number, from = 0): Float32Array {
  const wines = Array.from({ length: rows }, (_, i) => golden[(from + i) % golden.length]);
  const measurements = wines.flatMap((wine) => [...(wine?.measurements ?? [])]);
  return preparation.prepare(Float64Array.from(measurements), rows);
}
