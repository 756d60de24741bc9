import { EventEmitter, once } from 'node:events';
import {
  askOnce,
  QUESTIONS,
  type KnownAnswers,
  type Outcome,
  type Question,
} from './known-answers';

/** What a crowd asks for, and which versions may answer. */
export interface Asked {
  readonly version?: string;
  readonly answeredBy: () => readonly string[];
}

/** Clients who ask a gateway on and on, each answer held against a known one. */
export class Crowd {
  /** Right answers so far. */
  answers = 0;
  /** What was lost or wrong. */
  readonly faults: string[] = [];
  private readonly news = new EventEmitter();
  private readonly clients: Promise<void>[];
  /** By client. */
  private readonly answersOf: number[];
  private hasEnded = false;

  /**
   * Starts to ask.
   *
   * @param asked a client for each of them.
   * @param isExcused for answers that need not be right, e.g. none where nobody listens any more.
   */
  constructor(
    private readonly url: string,
    private readonly known: KnownAnswers,
    asked: readonly Asked[] = [
      { answeredBy: () => ['2'] },
      { version: '2', answeredBy: () => ['2'] },
      { version: '1', answeredBy: () => ['1'] },
      { version: 'stable', answeredBy: () => ['2'] },
    ],
    private readonly isExcused: (outcome: Outcome) => boolean = () => false,
    private readonly questions: readonly Question[] = QUESTIONS,
  ) {
    this.answersOf = asked.map(() => 0);
    this.clients = asked.map((each, i) => this.askOn(each, i));
  }

  /** Resolves when so many more answers have come. @throws Error with the first that is at fault. */
  async hears(more: number): Promise<void> {
    const enough = this.answers + more;
    while (this.answers < enough) {
      await once(this.news, 'answer');
      if (this.faults.length > 0) throw new Error(this.faults.join('\n'));
    }
  }

  /**
   * Resolves when every client has been answered what it waits for now, and once more.
   *
   * @throws Error with the first that is at fault.
   */
  async takesATurn(): Promise<void> {
    const enough = this.answersOf.map((answers) => answers + 2);
    while (this.answersOf.some((answers, i) => answers < (enough[i] as number)))
      await this.hears(1);
  }

  /** Resolves when every answer has come; gives what was lost or wrong. */
  async ends(): Promise<readonly string[]> {
    this.hasEnded = true;
    await Promise.all(this.clients);
    return this.faults;
  }

  private async askOn({ version, answeredBy }: Asked, from: number): Promise<void> {
    for (let i = from; !this.hasEnded; i++) {
      const question = this.questions[i % this.questions.length] as Question;
      // A label may move meanwhile.
      const before = answeredBy();
      const outcome = await askOnce(this.url, question, version);
      const fault = this.known.findFault(question, outcome, [...before, ...answeredBy()]);
      if (fault === undefined) {
        this.answers++;
        this.answersOf[from] = (this.answersOf[from] as number) + 1;
      } else if (this.isExcused(outcome)) return;
      else this.faults.push(fault);
      this.news.emit('answer');
    }
  }
}
