import { Crowd } from '../support/crowd';
import { startGateway } from '../support/gateway';
import { KnownAnswers } from '../support/known-answers';
import { VersionsCopy } from '../support/versions-copy';
import { FIRST_WINE } from '../support/wines';

const MOVES = ['1', '3', '2', '3', '1', '2'];
const TWICE =
  'query ($wine: WineInput!) { a: predict(wine: $wine) { model { version } } b: predict(wine: $wine, version: "stable") { model { version } } }';

describe('a label that moves under load', () => {
  it('takes all who ask for it along at once, and nobody else', async () => {
    const known = await KnownAnswers.learn();
    known.sources.set('3', '2');
    const copy = new VersionsCopy();
    copy.put('3', '2');
    copy.setLabels({ stable: '2' });
    const gateway = await startGateway({
      ...copy.environment,
      LOG_LEVEL: 'silent',
      WORKERS: '1',
      DEADLINE_MS: '60000',
    });
    let stable: readonly string[] = ['2'];
    const crowd = new Crowd(gateway.url, known, [
      { answeredBy: () => stable },
      { version: 'stable', answeredBy: () => stable },
      { version: '1', answeredBy: () => ['1'] },
      { version: '3', answeredBy: () => ['3'] },
    ]);
    for (const next of MOVES) {
      // A whole turn, so that no question is open over two moves.
      await crowd.takesATurn();
      stable = [...stable, next];
      copy.setLabels({ stable: next });
      await gateway.lifecycle.reload();
      // What was asked before may still be answered by the old one; what is asked now may not.
      stable = [next];
      const { data } = await gateway.query(TWICE, { wine: FIRST_WINE });
      expect(data).toEqual({ a: { model: { version: next } }, b: { model: { version: next } } });
    }
    await crowd.hears(8);
    expect(await crowd.ends()).toEqual([]);
    await gateway.stop();
    copy.remove();
  });
});
