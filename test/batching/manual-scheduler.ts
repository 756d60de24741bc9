import { type Scheduler } from '../../src/batching/scheduler';

/** Time stands still, and turns do not end, until a test says so. */
export class ManualScheduler implements Scheduler {
  private time = 0;
  private tasks: (() => void)[] = [];
  private alarms: { readonly at: number; readonly task: () => void }[] = [];

  /** Tasks and alarms that have not come yet. */
  get pending(): number {
    return this.tasks.length + this.alarms.length;
  }

  now(): number {
    return this.time;
  }

  soon(task: () => void): void {
    this.tasks.push(task);
  }

  later(task: () => void, ms: number): void {
    this.alarms.push({ at: this.time + ms, task });
  }

  /** Does what was to be done soon; what that asks for comes a turn later. */
  endTurn(): void {
    const tasks = this.tasks;
    this.tasks = [];
    for (const task of tasks) task();
  }

  /** Lets time pass, with every alarm at its moment. */
  advance(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const next = this.alarms.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.alarms = this.alarms.filter((alarm) => alarm !== next);
      this.time = Math.max(this.time, next.at);
      next.task();
    }
    this.time = end;
  }
}
