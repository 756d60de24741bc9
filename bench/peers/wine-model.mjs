// The model as every peer asks it: the same files and preparation as Provador's, ONNX Runtime straight.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gatewayRoot, modelFile, readParameters } from '../repository.mjs';

const require = createRequire(path.join(gatewayRoot(), 'package.json'));
/** @type {typeof import('onnxruntime-node')} */
const { InferenceSession, Tensor } = require('onnxruntime-node');
const { createPreparation } = require('./dist/preprocessing/preprocessing.js');

const WIDTH = 11;
// Half, as the grade's definition has it: wider than float32 rounding.
const HALF = 0.5 - 1e-6;

/** A version of the model, loaded. */
export class WineModel {
  /**
   * @param {string} version @param {import('onnxruntime-node').InferenceSession} session
   */
  constructor(version, session) {
    const { kind, tensor, grades } = readParameters(version, 'output.json');
    this.name = 'red-wine-quality';
    this.version = version;
    this.session = session;
    this.preparation = createPreparation(readParameters(version, 'preprocessing.json'));
    this.tensor = tensor;
    /** @type {number[]} */
    this.grades = grades;
    this.hasDistribution = kind === 'distribution';
    this.outputWidth = this.hasDistribution ? grades.length : 1;
    /** @type {import('../wines.mjs').Feature[]} */
    this.features = readParameters(version, 'features.json').features;
  }

  /**
   * @param {string} version
   * @param {import('onnxruntime-node').InferenceSession.SessionOptions} [options]
   */
  static async load(version, options = { intraOpNumThreads: 1 }) {
    return new WineModel(
      version,
      await InferenceSession.create(readFileSync(modelFile(version)), options),
    );
  }

  /**
   * Scores wines as `WineInput` has them; gives `outputWidth` values a wine, in order.
   *
   * @param {Record<string, number>[]} wines
   * @returns {Promise<Float32Array>}
   */
  async run(wines) {
    const prepared = this.preparation.prepare(pack(wines), wines.length);
    return this.runPrepared(prepared, wines.length);
  }

  /** The same for rows that are prepared. @param {Float32Array} prepared @param {number} rows */
  async runPrepared(prepared, rows) {
    const answer = await this.session.run(
      {
        [this.session.inputNames[0]]: new Tensor('float32', prepared, [
          rows,
          this.preparation.width,
        ]),
      },
      [this.tensor],
    );
    return /** @type {Float32Array} */ (answer[this.tensor].data);
  }

  /**
   * The expected grade of the wine in this row.
   *
   * @param {Float32Array} outputs @param {number} row
   */
  score(outputs, row) {
    if (!this.hasDistribution) return outputs[row];
    let mean = 0;
    for (let i = 0, at = row * this.outputWidth; i < this.outputWidth; i++) {
      mean += this.grades[i] * outputs[at + i];
    }
    return mean;
  }

  /**
   * The grade of the wine in this row: the distribution's median, or the rounded score.
   *
   * @param {Float32Array} outputs @param {number} row
   */
  quality(outputs, row) {
    const { grades, outputWidth } = this;
    const last = grades[grades.length - 1];
    if (!this.hasDistribution) return Math.min(last, Math.max(grades[0], Math.round(outputs[row])));
    let cumulative = 0;
    for (let i = 0, at = row * outputWidth; i < outputWidth; i++) {
      cumulative += outputs[at + i];
      if (cumulative >= HALF) return grades[i];
    }
    return last;
  }

  /** @param {Float32Array} outputs @param {number} row */
  probabilities(outputs, row) {
    if (!this.hasDistribution) return null;
    const at = row * this.outputWidth;
    return this.grades.map((grade, i) => ({ grade, probability: outputs[at + i] }));
  }

  /** @param {Float32Array} outputs @param {number} row @param {number} grade */
  probabilityAtLeast(outputs, row, grade) {
    if (!this.hasDistribution) return null;
    if (grade <= this.grades[0]) return 1;
    let sum = 0;
    for (let i = 0, at = row * this.outputWidth; i < this.outputWidth; i++) {
      if (this.grades[i] >= grade) sum += outputs[at + i];
    }
    return Math.min(1, sum);
  }

  /** What the model has never seen. @param {Record<string, number>} wine */
  warnings(wine) {
    const warnings = [];
    for (const { name, field, training } of this.features) {
      const value = wine[field];
      const { min, max } = training;
      if (value >= min && value <= max) continue;
      const [side, bound, extreme] =
        value < min ? ['below', min, 'lowest'] : ['above', max, 'highest'];
      const message = `${field} of ${value} is ${side} ${bound}, the ${extreme} that the model has seen.`;
      warnings.push({ feature: name, value, trainingMin: min, trainingMax: max, message });
    }
    return warnings;
  }
}

/** @param {Record<string, number>[]} wines */
function pack(wines) {
  const measurements = new Float64Array(wines.length * WIDTH);
  let at = 0;
  // Field by field: a loop over names would cost every server here a look-up for each value.
  for (const wine of wines) {
    measurements[at] = wine.fixedAcidity;
    measurements[at + 1] = wine.volatileAcidity;
    measurements[at + 2] = wine.citricAcid;
    measurements[at + 3] = wine.residualSugar;
    measurements[at + 4] = wine.chlorides;
    measurements[at + 5] = wine.freeSulfurDioxide;
    measurements[at + 6] = wine.totalSulfurDioxide;
    measurements[at + 7] = wine.density;
    measurements[at + 8] = wine.pH;
    measurements[at + 9] = wine.sulphates;
    measurements[at + 10] = wine.alcohol;
    at += WIDTH;
  }
  return measurements;
}

/** All versions by name, on one ONNX thread each. */
export async function loadModels() {
  const versions = ['1', '2'];
  const models = await Promise.all(versions.map((version) => WineModel.load(version)));
  return new Map(versions.map((version, i) => [version, models[i]]));
}
