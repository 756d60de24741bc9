/**
 * @typedef {object} State What is true of the versions for a while. While something changes, both what
 *   was and what will be are possible.
 * @property {string[]} stable versions that the label may point to
 * @property {string[]} unnamed versions that may answer when none is named
 * @property {('there' | 'away')[]} third where version 3 may be
 */

/** What was true of the versions, from a request's beginning to its end. */
export class Timeline {
  /** @type {State[]} */
  #states;

  /** @param {State} state */
  constructor(state) {
    this.#states = [state];
  }

  /** A change begins: its outcome may be seen from now on. @param {State} next */
  begin(next) {
    this.#states.push(union([this.now, next]));
  }

  /** The change is over. @param {State} next */
  end(next) {
    this.#states.push(next);
  }

  get now() {
    return /** @type {State} */ (this.#states.at(-1));
  }

  /** Where a request is that begins now. */
  get moment() {
    return this.#states.length - 1;
  }

  /** All that was possible since then. @param {number} moment @returns {State} */
  since(moment) {
    return union(this.#states.slice(moment));
  }
}

/** @param {State[]} states @returns {State} */
function union(states) {
  const all = (/** @type {keyof State} */ key) => [...new Set(states.flatMap((one) => one[key]))];
  return /** @type {State} */ ({
    stable: all('stable'),
    unnamed: all('unnamed'),
    third: all('third'),
  });
}
