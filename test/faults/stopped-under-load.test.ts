import { Crowd } from '../support/crowd';
import { startGatewayProcess } from '../support/gateway-process';
import { askOnce, KnownAnswers, QUESTIONS, send, type Question } from '../support/known-answers';

describe('SIGTERM under load', () => {
  it('costs nobody an answer whose request was there before it', async () => {
    const known = await KnownAnswers.learn();
    const limits = { DEADLINE_MS: '60000', SHUTDOWN_MS: '60000' };
    const gateway = await startGatewayProcess(limits);
    // Who comes later finds nobody there: the connection is refused or closed without an answer.
    const crowd = new Crowd(gateway.url, known, undefined, ({ status }) => status === 0);
    await crowd.hears(8);
    const accepted = [...QUESTIONS, ...QUESTIONS].map((question) => {
      const { sent, outcome } = send(gateway.url, question, '2');
      return { sent, fault: outcome.then((came) => known.findFault(question, came, ['2'])) };
    });
    await Promise.all(accepted.map(({ sent }) => sent));
    // Its connection was made after theirs, and it is answered, so that they are all there.
    await askOnce(gateway.url, QUESTIONS[0] as Question);
    const exitCode = gateway.stop();
    const faults = await Promise.all(accepted.map(({ fault }) => fault));
    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
    expect(await crowd.ends()).toEqual([]);
    expect(await exitCode).toBe(0);
    const lines = gateway.logged();
    expect(lines.at(-1)).toMatchObject({ msg: 'stopped' });
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  }, 60_000);
});
