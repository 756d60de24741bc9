import { send } from './http-client.mjs';
import { WineModel } from './peers/wine-model.mjs';
import { bodyOf, pathOf, readAnswer } from './requests.mjs';
import { readParameters } from './repository.mjs';
import { makeWines, toInput } from './wines.mjs';

const WINES = 200;
const SINGLES = 5;
const TOLERANCE = 1e-5;

/**
 * @typedef {object} Expected What a wine's answer must say.
 * @property {number} quality @property {number} score
 * @property {{ grade: number, probability: number }[] | null} probabilities
 * @property {number | null} probabilityAtLeast @property {any[]} warnings
 */

/** The answers that ONNX Runtime gives to the wines that every subject is asked about. */
export class AnswerCheck {
  /** @param {number[][]} wines @param {Map<string, Expected[]>} expected by version */
  constructor(wines, expected) {
    this.wines = wines;
    this.expected = expected;
  }

  /**
   * Computes the expected answers, and makes sure of them by those that training computed.
   *
   * @param {string[]} versions
   */
  static async prepare(versions) {
    const wines = makeWines(WINES, 7);
    const expected = new Map();
    for (const version of versions) {
      const model = await WineModel.load(version);
      const golden = readParameters(version, 'golden.json').rows;
      const again = await expect(
        model,
        golden.map((/** @type {any} */ { measurements }) => measurements),
      );
      golden.forEach((/** @type {any} */ row, /** @type {number} */ i) => {
        compare(`golden wine ${i} of version ${version}`, row, again[i], 'quality', 'score');
      });
      expected.set(version, await expect(model, wines));
    }
    return new AnswerCheck(wines, expected);
  }

  /**
   * Asks a subject about the wines, as a batch and one by one, by each of its versions and selections.
   *
   * @param {import('./subject-process.mjs').SubjectProcess} server
   * @returns {Promise<string | null>} what is wrong, or null
   */
  async findFault({ subject: { protocol, versions, selections }, url }) {
    try {
      for (const version of versions.filter((name) => this.expected.has(name))) {
        for (const selection of selections) {
          await this.#ask(url, protocol, version, selection, 0, WINES);
          for (let i = 0; i < SINGLES; i++)
            await this.#ask(url, protocol, version, selection, i, 1);
        }
      }
      return null;
    } catch (error) {
      return error.message;
    }
  }

  /**
   * @param {string} url @param {import('./requests.mjs').Protocol} protocol @param {string} version
   * @param {import('./requests.mjs').Selection} selection @param {number} from @param {number} count
   */
  async #ask(url, protocol, version, selection, from, count) {
    const shape = { version, selection, wines: count };
    const wines = this.wines.slice(from, from + count);
    const { status, text } = await send(url + pathOf(protocol, shape), {
      body: bodyOf(protocol, shape, wines),
    });
    if (status !== 200) throw new Error(`it answered ${status}: ${text.slice(0, 300)}`);
    const { batch, predictions } = readAnswer(protocol, text);
    if (predictions.length !== count) {
      throw new Error(`expected ${count} predictions, but ${predictions.length} came`);
    }
    const expected = /** @type {Expected[]} */ (this.expected.get(version)).slice(from);
    predictions.forEach((answer, i) => {
      const where = `version ${version}, ${selection}, wine ${i} of ${count}`;
      if (protocol === 'records') return compare(where, expected[i], answer, 'score');
      compare(where, expected[i], answer, 'quality', 'score');
      if (selection === 'plain') return;
      compare(where, expected[i], answer, 'probabilities', 'probabilityAtLeast', 'warnings');
      compare(where, { wineId: `w${i}`, modelVersion: version }, flat(answer), 'wineId');
      compare(where, { modelVersion: version }, flat(answer), 'modelVersion');
    });
    if (selection === 'full' && count > 1) {
      compare('the batch', { accepted: count, rejected: [] }, batch, 'accepted', 'rejected');
    }
  }
}

const flat = (/** @type {any} */ answer) => ({
  ...answer,
  modelVersion: answer.model.version,
});

/** @param {WineModel} model @param {number[][]} wines @returns {Promise<Expected[]>} */
async function expect(model, wines) {
  const inputs = wines.map((wine) => toInput(wine));
  const outputs = await model.run(inputs);
  return inputs.map((wine, row) => ({
    quality: model.quality(outputs, row),
    score: model.score(outputs, row),
    probabilities: model.probabilities(outputs, row),
    probabilityAtLeast: model.probabilityAtLeast(outputs, row, 6),
    warnings: model.warnings(wine),
  }));
}

/** @param {string} where @param {any} expected @param {any} answer @param {string[]} fields */
function compare(where, expected, answer, ...fields) {
  for (const field of fields) {
    if (!same(field, expected[field], answer[field])) {
      const [wanted, came] = [expected[field], answer[field]].map((value) => JSON.stringify(value));
      throw new Error(`${where}: expected ${field} ${wanted}, but ${came} came`);
    }
  }
}

/** Whole numbers and texts are equal or not; the others may differ by float32 rounding. */
function same(/** @type {string} */ field, /** @type {any} */ a, /** @type {any} */ b) {
  if (typeof a === 'number' && field !== 'quality' && field !== 'grade') {
    return typeof b === 'number' && Math.abs(a - b) <= TOLERANCE;
  }
  if (a === null || typeof a !== 'object') return a === b;
  return (
    b !== null &&
    typeof b === 'object' &&
    Object.keys(a).length === Object.keys(b).length &&
    Object.keys(a).every((key) => same(key, a[key], b[key]))
  );
}
