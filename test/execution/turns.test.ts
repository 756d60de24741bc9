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
  it('are given one at a time, in the order in which they were asked for', async () => {
    const turn = countTurns();
    const given: [string, number][] = [];
    const task = async (name: string): Promise<void> => {
      await turnOfItsOwn();
      given.push([name, turn()]);
    };
    await Promise.all([task('a'), task('b'), task('c')]);
    expect(given).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
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
