import { turnOfItsOwn } from '../../src/execution/turns';

/** Counts the turns of the event loop, from before the first task on. */
function countTurns() {
  let turns = 0;
  const count = (): void => {
    turns++;
    if (turns < 20) setImmediate(count);
  };
  setImmediate(count);
  return () => turns;
}

describe('turns of the event loop', () => {
  /** Holds the event loop for longer than several may. */
  const work = (): void => {
    const end = performance.now() + 2;
    while (performance.now() < end);
  };

  it('are given one at a time, in the order in which they were asked for', async () => {
    const turn = countTurns();
    const given: [string, number][] = [];
    const task = async (name: string): Promise<void> => {
      await turnOfItsOwn();
      given.push([name, turn()]);
      await Promise.resolve();
      work();
    };
    await Promise.all([task('a'), task('b'), task('c')]);
    expect(given).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
  });

  it('are shared by those who do next to nothing', async () => {
    const turn = countTurns();
    const given: number[] = [];
    const task = async (): Promise<void> => {
      await turnOfItsOwn();
      given.push(turn());
    };
    await Promise.all(Array.from({ length: 10 }, task));
    // Ten in a row may take a millisecond on a busy machine, but not in each of them.
    expect(given.at(-1)).toBeLessThan(10);
  });

  it('go round among those who ask again', async () => {
    const order: string[] = [];
    const task = async (name: string): Promise<void> => {
      for (let part = 1; part <= 3; part++) {
        await turnOfItsOwn();
        order.push(`${name}${part}`);
      }
    };
    await Promise.all([task('a'), task('b')]);
    expect(order).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'b3']);
  });
});
