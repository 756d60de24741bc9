/** When things happen; tests bring their own. */
export interface Scheduler {
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Does the task at the end of this turn of the event loop, after what has already arrived. */
  soon(task: () => void): void;
  /** Does the task once `ms` milliseconds have passed. */
  later(task: () => void, ms: number): void;
}

/** The event loop and the clock of this process. */
export const systemScheduler: Scheduler = {
  now: () => performance.now(),
  soon: (task) => {
    setImmediate(task);
  },
  later: (task, ms) => {
    setTimeout(task, ms);
  },
};
