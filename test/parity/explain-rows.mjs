// Explains wines as the gateway does, for the tests in training/. Files are raw little-endian float64;
// wines are N × 11 in the order of the UCI file.
//
//   node test/parity/explain-rows.mjs VERSION WINES CONTRIBUTIONS BASELINE [--columns]
//
// With --columns the model's prepared columns share the score instead of the eleven measurements.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import explainers from '../../dist/explanation/explainer.js';
import preprocessing from '../../dist/preprocessing/preprocessing.js';

const [version, wines, contributions, baseline, columns] = process.argv.slice(2);
if (!version || !wines || !contributions || !baseline) throw new Error('expected four arguments');

const parameters = (/** @type {string} */ file) =>
  JSON.parse(readFileSync(path.join('parameters', 'red-wine-quality', version, file), 'utf8'));
const explainer = explainers.createExplainer({
  model: readFileSync(path.join('models', 'red-wine-quality', version, 'model.onnx')),
  preparation: preprocessing.createPreparation(parameters('preprocessing.json')),
  background: Float64Array.from(parameters('background.json').rows.flat()),
  output: parameters('output.json'),
  ...(columns === '--columns' && { players: 'columns' }),
});
if (!explainer) throw new Error('expected a version that trees or a line explain');
const bytes = readFileSync(wines);
const measurements = new Float64Array(new Uint8Array(bytes).buffer);
const explained = explainer.explain(measurements, measurements.length / 11);
writeFileSync(contributions, new Uint8Array(explained.buffer));
writeFileSync(baseline, new Uint8Array(Float64Array.of(explainer.baseline).buffer));
