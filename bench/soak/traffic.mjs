import { Agent } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from '../http-client.mjs';

/** Who asks what: clients of each kind, and how long each thinks before it asks again. */
const CLIENTS = {
  singles: { clients: 4, pauseMs: 4 },
  hundreds: { clients: 2, pauseMs: 20 },
  thousands: { clients: 1, pauseMs: 300 },
  trust: { clients: 1, pauseMs: 40 },
  records: { clients: 1, pauseMs: 10 },
  bad: { clients: 1, pauseMs: 30 },
};
/** What a request names. Odd many, so that every question meets every one of them. */
const VERSIONS = [undefined, '1', '2', '3', undefined, 'stable', undefined];
/** Beyond these it is the same fault again. */
const MOST_FAULTS = 20;
const REFUSAL = /"code":"(OVERLOADED|DEADLINE_EXCEEDED)"/;

/** Mixed load whose every answer is held against a known one. */
export class Traffic {
  /** Answers that were right, by kind of question. @type {Record<string, number>} */
  answered = {};
  /** Answers by the version that the traffic asked for, bad input aside. */
  lost = 0;
  wrong = 0;
  /** Requests that the gateway said no to, in the words that it has for it. */
  refused = 0;
  /** @type {string[]} */
  faults = [];
  #isOver = false;

  /**
   * @param {string} url @param {Record<string, import('./questions.mjs').Question[]>} questions
   * @param {import('./known-answers.mjs').KnownAnswers} known
   * @param {import('./timeline.mjs').Timeline} timeline
   */
  constructor(url, questions, known, timeline) {
    this.url = url;
    this.questions = questions;
    this.known = known;
    this.timeline = timeline;
  }

  /** Asks until `end` is called; resolves when the last answer is there. */
  async run() {
    const clients = Object.entries(CLIENTS).flatMap(([name, { clients: count, pauseMs }]) =>
      Array.from({ length: count }, (_, i) => this.#client(this.questions[name] ?? [], i, pauseMs)),
    );
    await Promise.all(clients);
  }

  end() {
    this.#isOver = true;
  }

  /** @param {import('./questions.mjs').Question[]} questions @param {number} from @param {number} pauseMs */
  async #client(questions, from, pauseMs) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let i = from; !this.#isOver; i++) {
      const question = questions[i % questions.length];
      if (question) await this.#ask(question, VERSIONS[i % VERSIONS.length], agent);
      await sleep(pauseMs);
    }
    agent.destroy();
  }

  /**
   * @param {import('./questions.mjs').Question} question @param {string | undefined} version
   * @param {Agent} agent
   */
  async #ask(question, version, agent) {
    const { path, body } = question.ask(version);
    const { moment } = this.timeline;
    const began = performance.now();
    const asked = `${question.kind}, version ${version ?? 'unnamed'}`;
    try {
      const answer = await send(this.url + path, { body, agent });
      if (answer.status >= 500 && REFUSAL.test(answer.text)) {
        this.refused++;
        return;
      }
      const fault = this.known.findFault(question, version, answer, this.timeline.since(moment));
      if (fault === undefined) {
        this.answered[question.kind] = (this.answered[question.kind] ?? 0) + 1;
        return;
      }
      if (answer.status >= 500) this.lost++;
      else this.wrong++;
      this.#note(`${asked}: ${fault}`);
    } catch (error) {
      this.lost++;
      this.#note(`${asked}: ${error.message} after ${Math.round(performance.now() - began)} ms`);
    }
  }

  /** @param {string} fault */
  #note(fault) {
    if (this.faults.length < MOST_FAULTS) this.faults.push(fault);
  }
}
