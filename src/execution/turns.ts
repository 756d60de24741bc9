/** Whoever waits for the event loop, in the order of their coming. */
const waiting: (() => void)[] = [];

/**
 * Waits for a turn of the event loop in which nothing else that asked for one is done. Work of
 * milliseconds is done in such turns, so that short requests wait for one piece of it and not for
 * as many as there are long ones. There is one event loop, so there is one queue for it.
 */
export function turnOfItsOwn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(giveTurn);
  });
}

function giveTurn(): void {
  const [first] = waiting;
  first?.();
  waiting.shift();
  if (waiting.length > 0) setImmediate(giveTurn);
}
