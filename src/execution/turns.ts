/** How long pieces of work may hold the event loop together before others get their turn, in ms. */
const TURN_MS = 1;

/** Whoever waits for the event loop, in the order of their coming. */
const waiting: (() => void)[] = [];
let isGiving = false;

/**
 * Waits for a turn of the event loop in which nothing else that asked for one is done, unless that
 * took less than a millisecond altogether. Work of milliseconds is done in such turns, so that short
 * requests wait for one piece of it and not for as many as there are long ones. There is one event
 * loop, so there is one queue for it.
 */
export function turnOfItsOwn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (isGiving) return;
    isGiving = true;
    setImmediate(giveTurn);
  });
}

/** Whether others wait for their turn. */
export function hasTurnsToGive(): boolean {
  return waiting.length > 0;
}

function giveTurn(): void {
  giveUntil(performance.now() + TURN_MS);
}

function giveUntil(end: number): void {
  waiting.shift()?.();
  // A tick comes when all is done that follows from the promise.
  queueMicrotask(() => {
    process.nextTick(() => {
      if (waiting.length === 0) isGiving = false;
      else if (performance.now() < end) giveUntil(end);
      else setImmediate(giveTurn);
    });
  });
}
