/** Where a version is in its life: see `VersionLife`. */
export type VersionState = 'loading' | 'warming' | 'ready' | 'draining' | 'retired' | 'failed';

const NEXT: Readonly<Record<VersionState, readonly VersionState[]>> = {
  loading: ['warming', 'failed'],
  warming: ['ready', 'failed'],
  ready: ['draining'],
  draining: ['retired'],
  retired: [],
  failed: [],
};

/**
 * The life of one version: of the files that a folder held when it was looked at. It is
 * - **loading** while its files are read, held against their hashes, and its model is opened;
 * - **warming** while it answers its golden rows and all that serves it is put around it;
 * - **ready** while requests find it in the registry;
 * - **draining** once they no longer do, because its folder has gone or holds other files: those
 *   that began with it still end with it;
 * - **retired** when the last of these has ended and its memory was given back;
 * - **failed**, out of loading or warming, when it is not what it promises. It never served, and the
 *   version that serves under its name goes on.
 */
export class VersionLife {
  private current: VersionState = 'loading';
  private why: string | undefined;
  private holders = 0;
  private drained: (() => void) | undefined;

  get state(): VersionState {
    return this.current;
  }

  /** Why it failed, without paths; undefined where it did not. */
  get reason(): string | undefined {
    return this.why;
  }

  /** @throws Error when that is not what may come next. */
  enter(state: Exclude<VersionState, 'loading' | 'failed'>): void {
    this.change(state);
  }

  /** @param reason fit for everybody's eyes: no paths */
  fail(reason: string): void {
    this.change('failed');
    this.why = reason;
  }

  /** Somebody began to answer with it. */
  hold(): void {
    this.holders++;
  }

  /** Somebody who held it has ended. */
  letGo(): void {
    this.holders--;
    if (this.holders === 0) this.drained?.();
  }

  /** Resolves when nobody holds it. */
  whenLetGo(): Promise<void> {
    return new Promise((resolve) => {
      this.drained = resolve;
      if (this.holders === 0) resolve();
    });
  }

  private change(state: VersionState): void {
    if (!NEXT[this.current].includes(state)) {
      throw new Error(
        `expected ${NEXT[this.current].join(' or ')} after ${this.current}, but ${state} came`,
      );
    }
    this.current = state;
  }
}
