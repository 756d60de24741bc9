import { LatestOnly } from '../../web/src/gateway/latest-only';

/** A gateway that answers when it is told to. */
function manualGateway() {
  const asked: string[] = [];
  const open: { resolve: (answer: string) => void; reject: (error: Error) => void }[] = [];
  const send = (question: string): Promise<string> => {
    asked.push(question);
    return new Promise((resolve, reject) => open.push({ resolve, reject }));
  };
  /** Lets what waits on a promise run. */
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) await Promise.resolve();
  };
  return {
    asked,
    send,
    async answer(text: string) {
      open.shift()?.resolve(text);
      await settled();
    },
    async fail(message: string) {
      open.shift()?.reject(new Error(message));
      await settled();
    },
  };
}

describe('a question that changes while it is asked', () => {
  it('is under way once at a time, and of those that wait only the newest is asked', async () => {
    const gateway = manualGateway();
    const latest = new LatestOnly(gateway.send);
    for (const question of ['a', 'b', 'c', 'd']) latest.ask(question);
    expect(gateway.asked).toEqual(['a']);
    expect(latest.current()).toMatchObject({ data: undefined, pending: true });
    await gateway.answer('A');
    expect(latest.current()).toMatchObject({ data: 'A', question: 'a', pending: true });
    expect(gateway.asked).toEqual(['a', 'd']);
    await gateway.answer('D');
    expect(latest.current()).toMatchObject({ data: 'D', question: 'd', pending: false });
  });

  it('shows the problem of the newest question only', async () => {
    const gateway = manualGateway();
    const latest = new LatestOnly(gateway.send);
    latest.ask('a');
    latest.ask('b');
    await gateway.fail('of a');
    expect(latest.current().problem).toBeUndefined();
    await gateway.fail('of b');
    expect(latest.current()).toMatchObject({ problem: new Error('of b'), pending: false });
    latest.ask('c');
    await gateway.answer('C');
    expect(latest.current()).toMatchObject({ problem: undefined, data: 'C' });
  });

  it('tells its listeners, and none that has left', async () => {
    const gateway = manualGateway();
    const latest = new LatestOnly(gateway.send);
    let told = 0;
    const leave = latest.subscribe(() => told++);
    latest.ask('a');
    await gateway.answer('A');
    expect(told).toBe(2);
    leave();
    latest.ask('b');
    await gateway.answer('B');
    expect(told).toBe(2);
  });

  it('that was cancelled is not asked', async () => {
    const gateway = manualGateway();
    const latest = new LatestOnly(gateway.send);
    latest.ask('a');
    latest.ask('b');
    latest.cancel();
    await gateway.answer('A');
    expect(gateway.asked).toEqual(['a']);
    expect(latest.current()).toMatchObject({ data: 'A', pending: false });
  });
});
