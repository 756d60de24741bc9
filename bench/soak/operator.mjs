import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 30_000;
const POLL_MS = 20;
const CANARY_PERCENT = 30;
const MODELS = '{ models { version status sha256 labels } labels { name version } }';

/**
 * @typedef {object} Wanted How the versions are to be after a step.
 * @property {string} stable @property {boolean} canary whether version 2 gets a share
 * @property {boolean} third
 */

/** The state in which the gateway starts, and to which the last step leads back. */
export const START = { stable: '2', canary: false, third: false };

/** What is done again and again, a step at a time. @type {{ name: string, wanted: Wanted }[]} */
export const STEPS = [
  { name: 'version 3 appears', wanted: { ...START, third: true } },
  { name: 'stable moves to version 3', wanted: { ...START, stable: '3', third: true } },
  // The same as before, with another manifest.
  { name: 'version 3 changes', wanted: { ...START, stable: '3', third: true } },
  {
    name: 'stable moves to version 1, canary to 2',
    wanted: { stable: '1', canary: true, third: true },
  },
  { name: 'version 3 goes', wanted: { stable: '1', canary: true, third: false } },
  { name: 'stable moves to version 2', wanted: START },
];

/** @param {Wanted} wanted @returns {import('./timeline.mjs').State} */
export const stateOf = ({ stable, canary, third }) => ({
  stable: [stable],
  unnamed: canary ? [stable, '2'] : [stable],
  third: [third ? 'there' : 'away'],
});

/** Changes versions and labels while the gateway serves, and sees that it takes them up. */
export class Operator {
  #sha256 = '';
  #steps = 0;

  /**
   * @param {import('./versions.mjs').VersionFolders} folders
   * @param {import('./timeline.mjs').Timeline} timeline
   * @param {number} pid @param {(query: string) => Promise<any>} ask gives the data of an answer
   */
  constructor(folders, timeline, pid, ask) {
    this.folders = folders;
    this.timeline = timeline;
    this.pid = pid;
    this.ask = ask;
  }

  /** The step that comes next. */
  get next() {
    return STEPS[this.#steps % STEPS.length] ?? STEPS[0];
  }

  /**
   * Takes the next step; gives the milliseconds until the gateway had taken it up.
   *
   * @throws Error when it does not
   */
  async step() {
    const { name, wanted } = this.next;
    const began = performance.now();
    const { folders, timeline } = this;
    if (name.endsWith('appears') || name.endsWith('changes')) {
      this.#sha256 = folders.put('3', `soak, step ${this.#steps}`);
    }
    if (name.endsWith('goes')) folders.take('3');
    const { stable, canary } = wanted;
    folders.setLabels({ stable, ...(canary && { canary: '2' }) }, canary ? CANARY_PERCENT : 0);
    timeline.begin(stateOf(wanted));
    process.kill(this.pid, 'SIGHUP');
    await this.#taken(name, wanted);
    timeline.end(stateOf(wanted));
    this.#steps++;
    return performance.now() - began;
  }

  /** @param {string} name @param {Wanted} wanted */
  async #taken(name, wanted) {
    const deadline = performance.now() + PATIENCE_MS;
    let data;
    while (performance.now() < deadline) {
      data = await this.ask(MODELS);
      if (this.#isTaken(data, wanted)) return;
      await sleep(POLL_MS);
    }
    throw new Error(`not taken up: ${name}; the gateway has ${JSON.stringify(data)}`);
  }

  /** @param {any} data @param {Wanted} wanted */
  #isTaken({ models, labels }, { stable, canary, third }) {
    const serving = models.filter((/** @type {any} */ { status }) => status === 'READY');
    const [is3] = serving.filter((/** @type {any} */ { version }) => version === '3');
    const at = (/** @type {string} */ label) =>
      labels.find((/** @type {any} */ { name }) => name === label)?.version;
    return (
      at('stable') === stable &&
      at('canary') === (canary ? '2' : undefined) &&
      (third ? is3?.sha256 === this.#sha256 : is3 === undefined)
    );
  }
}
