import { inTurn } from '../../src/inference/in-turn';
import { type ForeignTask, type WorkerAnswer } from '../../src/inference/worker-tasks';

describe("a worker's tasks", () => {
  const marks: Int32Array[] = [];
  const marked = () => marks.map(([mark]) => mark);
  /** What is in the middle of its work, to be ended from outside. */
  const going: { end: (answer: WorkerAnswer) => void; fail: (reason: Error) => void }[] = [];
  const perform = inTurn<ForeignTask>(() => new Promise((end, fail) => going.push({ end, fail })));
  const begin = (): Promise<WorkerAnswer> => {
    const underway = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    marks.push(new Int32Array(underway));
    return perform({ task: { do: 'work' }, file: undefined, underway });
  };
  beforeEach(() => {
    marks.length = 0;
    going.length = 0;
  });

  it('are done one after the other, and the one that it is in the middle of is marked', async () => {
    const [first, second] = [begin(), begin()];
    await Promise.resolve();
    expect(marked()).toEqual([1, 0]);
    expect(going).toHaveLength(1);
    going[0]?.end({ thread: 1 });
    await expect(first).resolves.toEqual({ thread: 1 });
    // Should it die now, it is not of the first, whose answer may never have left.
    expect(marked()).toEqual([0, 1]);
    going[1]?.end({ thread: 2 });
    await expect(second).resolves.toEqual({ thread: 2 });
    expect(marked()).toEqual([0, 0]);
  });

  it('have what they left behind collected, if they say so, before they are answered', async () => {
    const collected = async (leftGarbage: boolean): Promise<boolean> => {
      const left: WeakRef<object>[] = [];
      const work = inTurn<ForeignTask>(async () => {
        left.push(new WeakRef({}));
        // What a reference was made to is kept until the turn ends.
        await new Promise(setImmediate);
        return { thread: 1, leftGarbage };
      });
      const underway = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
      await work({ task: { do: 'work' }, file: undefined, underway });
      return left[0]?.deref() === undefined;
    };
    await expect(collected(true)).resolves.toBe(true);
    await expect(collected(false)).resolves.toBe(false);
  });

  it('leave no mark when they fail, and tell why', async () => {
    const failing = begin();
    await Promise.resolve();
    going[0]?.fail(new Error('expected a model'));
    await expect(failing).resolves.toMatchObject({ failure: 'expected a model' });
    expect(marked()).toEqual([0]);
  });
});
