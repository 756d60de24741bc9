import { loadGateway, type Gateway } from '../../src/app';
import { GatewayError } from '../../src/errors';
import { Caller } from '../../src/prediction/caller';
import { WineBlock } from '../../src/prediction/wine-block';
import { readSettings } from '../../src/settings';
import { goldenRows } from '../support/wines';

const unhurried = new Caller(1000, () => 0);

function blockOf(measurements: readonly (readonly number[])[]): WineBlock {
  return new WineBlock(measurements.length, Float64Array.from(measurements.flat()));
}

describe('prediction service', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await loadGateway(readSettings({}));
  });
  afterAll(() => gateway.release());

  it.each(['1', '2'])("gives version %s's golden answers", async (version) => {
    const { rows } = goldenRows(version);
    const block = blockOf(rows.map(({ measurements }) => measurements));
    const { scored } = gateway.service.admit(block, { version, caller: unhurried });
    await scored.load();
    rows.forEach((expected, row) => {
      expect(scored.quality(row)).toBe(expected.quality);
      expect(Math.abs(scored.score(row) - expected.score)).toBeLessThan(1e-5);
    });
  });

  it('gives the same answers however a list is cut into runs', async () => {
    const { rows } = goldenRows('2');
    const block = blockOf(rows.map(({ measurements }) => measurements));
    const scores = [];
    for (const MAX_RUN_ROWS of ['1', '7', String(rows.length - 1), '1000']) {
      const other = await loadGateway(readSettings({ MAX_RUN_ROWS, WORKERS: '1' }));
      const { scored } = other.service.admit(block, { caller: unhurried });
      await scored.load();
      scores.push(rows.map((_, row) => scored.score(row)));
      await other.release();
    }
    for (const other of scores) expect(other).toEqual(scores[0]);
  });

  it('tells for each wine sent where its answer is, past rejected ones', () => {
    const good = goldenRows('2')
      .rows.slice(0, 3)
      .map(({ measurements }) => measurements);
    const bad = (good[0] ?? []).with(8, 14.5);
    const block = blockOf([bad, ...good.slice(0, 2), bad, ...good.slice(2)]);
    const admitted = gateway.service.admit(block, { caller: unhurried });
    expect([0, 1, 2, 3, 4].map((index) => admitted.rowOf(index))).toEqual([-1, 0, 1, -1, 2]);
    expect(admitted.rejected.map(({ index }) => index)).toEqual([0, 3]);
    expect(admitted.scored.wines.rows).toBe(3);
  });

  it('does not let an answer be read before the model was asked', () => {
    const block = blockOf(goldenRows('2').rows.map(({ measurements }) => measurements));
    const { scored } = gateway.service.admit(block, { caller: unhurried });
    expect(() => scored.quality(0)).toThrow(
      'expected load() to have ended before an answer is read',
    );
  });

  it('does not score for a caller whose deadline is over', async () => {
    const block = blockOf(goldenRows('2').rows.map(({ measurements }) => measurements));
    let clock = 0;
    const caller = new Caller(30, () => clock);
    const { scored } = gateway.service.admit(block, { caller });
    clock = 31;
    await expect(scored.load()).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      message:
        'Expected to answer within 30 ms, but the work takes longer. Send fewer wines at once.',
      details: { deadlineMs: 30 },
    });
  });

  it('does not score for a caller who has gone', async () => {
    const block = blockOf(goldenRows('2').rows.map(({ measurements }) => measurements));
    const caller = new Caller(
      30,
      () => 0,
      () => true,
    );
    await expect(gateway.service.admit(block, { caller }).scored.load()).rejects.toMatchObject({
      code: 'CANCELLED',
      message: 'The client closed the connection before the answer.',
    });
  });

  it('knows its versions by name only', () => {
    const block = blockOf([]);
    for (const version of ['3', '', '../1', '1/', '.', 'constructor']) {
      const admit = () => gateway.service.admit(block, { version, caller: unhurried });
      expect(admit).toThrow(GatewayError);
      expect(admit).toThrow(
        `Expected a model version among 1, 2, stable, but ${JSON.stringify(version)} came.`,
      );
    }
  });
});
