import { Buffer } from 'node:buffer';
import { Client } from '../open-loop.mjs';
import { WineModel } from '../peers/wine-model.mjs';
import { bodyOf, readAnswer } from '../requests.mjs';
import { makeWines, toInput } from '../wines.mjs';

const VERSION = '2';

/** @typedef {{ body: Buffer, text: string }} Question A body and the one right answer to it. */

/** Asks a gateway for wines and holds each of its answers against what it should be. */
export class Conversation {
  #client;
  /** What was not as it should be. @type {string[]} */
  wrong = [];
  /** Answers by their HTTP status. @type {Map<number, number>} */
  statuses = new Map();

  /** @param {string} url the gateway's */
  constructor(url) {
    this.#client = new Client(`${url}/graphql`);
  }

  /**
   * Questions whose answers were checked against ONNX Runtime's.
   *
   * @param {number} count @param {number} wines
   * @returns {Promise<Question[]>}
   */
  async learn(count, wines) {
    const shape = { version: VERSION, wines, selection: /** @type {const} */ ('plain') };
    const model = await WineModel.load(VERSION);
    const made = makeWines(count * wines, 11);
    const questions = [];
    for (let i = 0; i < count; i++) {
      const own = made.slice(i * wines, (i + 1) * wines);
      const body = Buffer.from(bodyOf('graphql', shape, own));
      // Twice, as an operation's first answers come another way.
      await this.#client.ask(body);
      const { text } = await this.#client.ask(body);
      const answers = readAnswer('graphql', text).predictions;
      const outputs = await model.run(own.map((wine) => toInput(wine)));
      answers.forEach((/** @type {any} */ { quality, score }, /** @type {number} */ row) => {
        const [grade, mean] = [model.quality(outputs, row), model.score(outputs, row)];
        if (quality !== grade || Math.abs(score - mean) > 1e-5) {
          throw new Error(`a wine was answered ${quality} ${score} instead of ${grade} ${mean}`);
        }
      });
      questions.push({ body, text });
    }
    return questions;
  }

  /**
   * @param {Question[]} among @param {number} i which of them, again from the first after the last
   * @param {number} [due]
   * @returns {Promise<import('../open-loop.mjs').Outcome>} without its text
   */
  async ask(among, i, due) {
    const { body, text } = among[i % among.length];
    const outcome = await this.#client.ask(body, due);
    const { status } = outcome;
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    if (status === 200 && outcome.text !== text) this.wrong.push('an answer is another one');
    else if (status === 503) this.#checkRefusal(outcome);
    else if (status === 0) this.wrong.push(outcome.text || 'a connection broke');
    else if (status !== 200 && status !== 504) this.wrong.push(`an answer has status ${status}`);
    return { ...outcome, text: '' };
  }

  close() {
    this.#client.close();
  }

  /** @param {import('../open-loop.mjs').Outcome} outcome */
  #checkRefusal({ text, retryAfter }) {
    const { code, retryAfterMs, queue } = JSON.parse(text).errors[0].extensions;
    const isTrue =
      code === 'OVERLOADED' &&
      retryAfterMs >= 1 &&
      retryAfter === String(Math.ceil(retryAfterMs / 1000)) &&
      queue.rows >= 0 &&
      queue.limit >= 1;
    if (!isTrue) this.wrong.push(`a refusal is not as it should be: ${text.slice(0, 300)}`);
  }
}
