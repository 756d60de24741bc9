/** What is known of a question that changes all the time: the last answer, and how the newest stands. */
export interface Answer<Question, Data> {
  /** The newest answer, with the question that it answers. */
  readonly data: Data | undefined;
  readonly question: Question | undefined;
  /** Why the newest question has no answer. */
  readonly problem: unknown;
  /** Whether a newer question is on its way. */
  readonly pending: boolean;
}

/**
 * Asks a question that changes while it is asked, e.g. about the wine under a moving slider. One
 * request is under way at a time; when its answer has come, the newest question is asked and all
 * between are dropped. So answers come in order, as fast as the gateway gives them and no faster.
 *
 * States: idle → asking (one under way) → asking with a newer one waiting → … → idle.
 */
export class LatestOnly<Question, Data> {
  #answer: Answer<Question, Data> = {
    data: undefined,
    question: undefined,
    problem: undefined,
    pending: false,
  };
  #waiting: { readonly question: Question } | undefined;
  #asking = false;
  readonly #listeners = new Set<() => void>();
  readonly #send: (question: Question) => Promise<Data>;

  constructor(send: (question: Question) => Promise<Data>) {
    this.#send = send;
  }

  /** Asks, now or when the request under way has its answer. */
  ask(question: Question): void {
    this.#waiting = { question };
    if (!this.#answer.pending) this.#tell({ ...this.#answer, pending: true });
    if (!this.#asking) void this.#run();
  }

  /** Forgets what waits; an answer under way still comes. */
  cancel(): void {
    this.#waiting = undefined;
    if (!this.#asking && this.#answer.pending) this.#tell({ ...this.#answer, pending: false });
  }

  /** What is known now; the same object until something changes. */
  readonly current = (): Answer<Question, Data> => this.#answer;

  /** Calls back after each change; gives the way to end that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async #run(): Promise<void> {
    this.#asking = true;
    for (let next = this.#next(); next; next = this.#next()) {
      const { question } = next;
      try {
        const data = await this.#send(question);
        this.#tell({ data, question, problem: undefined, pending: this.#waiting !== undefined });
      } catch (problem) {
        const pending = this.#waiting !== undefined;
        // A newer question may well have an answer: only the last one's problem is shown.
        this.#tell({ ...this.#answer, pending, ...(pending ? {} : { problem }) });
      }
    }
    this.#asking = false;
  }

  #next(): { readonly question: Question } | undefined {
    const next = this.#waiting;
    this.#waiting = undefined;
    return next;
  }

  #tell(answer: Answer<Question, Data>): void {
    this.#answer = answer;
    for (const listener of this.#listeners) listener();
  }
}
