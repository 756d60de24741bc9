import { WineModel } from '../peers/wine-model.mjs';
import { FEATURES } from '../wines.mjs';

/** Version 3 is version 2's files under another name. */
const SOURCES = ['1', '2'];
const sourceOf = (/** @type {string} */ version) => (version === '3' ? '2' : version);
const TOLERANCE = 1e-5;
const COST = /,"extensions":\{"cost":\d+\}\}\s*$/;
const VERSION = /"version":"([^"]+)"/;
const NO_VERSION = '"MODEL_VERSION_NOT_FOUND"';

/**
 * @typedef {import('./questions.mjs').Question} Question
 * @typedef {import('./timeline.mjs').State} State
 * @typedef {{ status: number, text: string }} Answer
 */

/** The answers to all questions, as a gateway gave them that nobody disturbed. */
export class KnownAnswers {
  /** @type {Map<Question, Map<string, string>>} */
  #texts = new Map();

  /**
   * Asks all questions of each version, and holds grades and scores against ONNX Runtime's own.
   *
   * @param {Question[]} questions
   * @param {(asked: { path: string, body: string }) => Promise<Answer>} send
   */
  static async learn(questions, send) {
    const known = new KnownAnswers();
    for (const version of SOURCES) {
      const model = await WineModel.load(version);
      for (const question of questions) {
        const asked = question.ask(question.isRefused ? undefined : version);
        // Twice, as an operation's second answer comes another way than its first.
        const [first, second] = [await send(asked), await send(asked)];
        const text = withoutCost(first.text);
        if (text !== withoutCost(second.text)) throw new Error(`${question.kind}: two answers`);
        if (!question.isRefused) await check(model, JSON.parse(asked.body), JSON.parse(text));
        const texts = known.#texts.get(question) ?? new Map();
        known.#texts.set(question, texts.set(version, text));
      }
    }
    return known;
  }

  /**
   * What is wrong with an answer; undefined where nothing is.
   *
   * @param {Question} question @param {string | undefined} asked the version that was asked for
   * @param {Answer} answer @param {State} state all that was possible meanwhile
   */
  findFault(question, asked, { status, text: whole }, state) {
    const text = withoutCost(whole);
    const texts = /** @type {Map<string, string>} */ (this.#texts.get(question));
    if (question.isRefused) {
      if ([...texts.values()].includes(text)) return undefined;
      return `bad input was answered otherwise than before: ${shown(text)}`;
    }
    if (asked === '3' && text.includes(NO_VERSION)) {
      return state.third.includes('away')
        ? undefined
        : 'version 3 was not found though it is there';
    }
    if (status !== 200) return `status ${status}: ${shown(text)}`;
    const possible = possibleVersions(asked, state);
    const expected = (/** @type {string} */ version) => texts.get(sourceOf(version)) ?? '';
    if (!question.namesVersion) {
      if (possible.some((version) => expected(version) === text)) return undefined;
      return `none of ${possible.join(', ')} answers so: ${shown(text)}`;
    }
    const [, version = 'none'] = VERSION.exec(text.slice(0, 200)) ?? [];
    if (!possible.includes(version)) {
      return `version ${version} answered where ${possible.join(', ') || 'none'} should`;
    }
    const known = expected(version).replace(VERSION, `"version":"${version}"`);
    return known === text ? undefined : `version ${version} does not answer so: ${shown(text)}`;
  }
}

/** @param {string | undefined} asked @param {State} state */
function possibleVersions(asked, { stable, unnamed, third }) {
  if (asked === undefined) return unnamed;
  if (asked === 'stable') return stable;
  if (asked === '3') return third.includes('there') ? ['3'] : [];
  return [asked];
}

/** What an operation costs depends on the versions that there are, and is no answer. */
const withoutCost = (/** @type {string} */ text) =>
  COST.test(text.slice(-60)) ? text.replace(COST, '}') : text.trimEnd();

const shown = (/** @type {string} */ text) => text.slice(0, 300);

/** @param {WineModel} model @param {any} asked @param {any} answer @throws Error */
async function check(model, asked, answer) {
  const { wine, wines = [wine] } = asked.variables ?? { wines: asked.map(toInput) };
  const { predict, predictBatch } = answer.data ?? {};
  const predictions = predictBatch?.predictions ?? (predict ? [predict] : answer);
  if (predictions.length !== wines.length) throw new Error('expected an answer for each wine');
  const sound = wines.filter((/** @type {unknown} */ _, /** @type {number} */ i) => predictions[i]);
  const outputs = await model.run(sound);
  const answered = predictions.filter(Boolean);
  if (answered.length + (predictBatch?.rejected.length ?? 0) !== wines.length) {
    throw new Error('expected each wine to be answered or rejected');
  }
  answered.forEach(
    (/** @type {any} */ { quality, score, prediction }, /** @type {number} */ row) => {
      const [grade, mean] = [model.quality(outputs, row), model.score(outputs, row)];
      const isRight =
        Math.abs((score ?? prediction) - mean) <= TOLERANCE && (quality ?? grade) === grade;
      if (!isRight) throw new Error(`expected ${grade} ${mean}, but ${quality} ${score} came`);
    },
  );
}

/** A record of the old API as `WineInput` has it. */
const toInput = (/** @type {Record<string, number>} */ record) =>
  Object.fromEntries(FEATURES.map(({ field, column }) => [field, record[column]]));
