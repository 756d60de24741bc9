import { loadGateway, type Gateway } from '../../src/app';
import { Deadline } from '../../src/prediction/deadline';
import { PredictionService } from '../../src/prediction/prediction-service';
import { type WineBlock } from '../../src/prediction/wine-block';
import { readSettings } from '../../src/settings';
import { goldenRows } from '../support/wines';

const unhurried = new Deadline(1000, () => 0);

function blockOf(measurements: readonly (readonly number[])[]): WineBlock {
  return {
    rows: measurements.length,
    measurements: Float64Array.from(measurements.flat()),
    ids: measurements.map(() => null),
  };
}

describe('prediction service', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await loadGateway(readSettings({}));
  });

  it.each(['1', '2'])("gives version %s's golden answers", async (version) => {
    const { rows } = goldenRows(version);
    const block = blockOf(rows.map(({ measurements }) => measurements));
    const { scored } = await gateway.service.predictBatch(block, { version, deadline: unhurried });
    rows.forEach((expected, row) => {
      expect(scored.quality(row)).toBe(expected.quality);
      expect(Math.abs(scored.score(row) - expected.score)).toBeLessThan(1e-5);
    });
  });

  it('gives the same answers however a list is cut into runs', async () => {
    const { rows } = goldenRows('2');
    const block = blockOf(rows.map(({ measurements }) => measurements));
    const scores = await Promise.all(
      [1, 7, rows.length - 1, rows.length, 1000].map(async (maxRunRows) => {
        const service = new PredictionService(gateway.repository, { maxRunRows });
        const { scored } = await service.predictBatch(block, { deadline: unhurried });
        return rows.map((_, row) => scored.score(row));
      }),
    );
    for (const other of scores) expect(other).toEqual(scores[0]);
  });

  it('tells for each wine sent where its answer is, past rejected ones', async () => {
    const good = goldenRows('2')
      .rows.slice(0, 3)
      .map(({ measurements }) => measurements);
    const bad = (good[0] ?? []).with(8, 14.5);
    const block = blockOf([bad, ...good.slice(0, 2), bad, ...good.slice(2)]);
    const result = await gateway.service.predictBatch(block, { deadline: unhurried });
    expect(result.rowOf).toEqual([null, 0, 1, null, 2]);
    expect(result.rejected.map(({ index }) => index)).toEqual([0, 3]);
    expect(result.scored.wines.rows).toBe(3);
  });

  it('gives up between two runs when the deadline is over', async () => {
    const { rows } = goldenRows('2');
    const block = blockOf(rows.map(({ measurements }) => measurements));
    const service = new PredictionService(gateway.repository, { maxRunRows: 5 });
    let clock = 0;
    const deadline = new Deadline(30, () => (clock += 10));
    await expect(service.predictBatch(block, { deadline })).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      message:
        'Expected to answer within 30 ms, but the work takes longer. Send fewer wines at once.',
      details: { deadlineMs: 30 },
    });
    // Made at 10, so over at 40: three runs were begun, and the fourth was not.
    expect(clock).toBe(50);
  });

  it('knows its versions by name only', async () => {
    const block = blockOf([]);
    for (const version of ['3', '', '../1', '1/', '.', 'constructor']) {
      const answer = gateway.service.predictBatch(block, { version, deadline: unhurried });
      await expect(answer).rejects.toMatchObject({
        code: 'MODEL_VERSION_NOT_FOUND',
        message: `Expected a model version among 1, 2, but ${JSON.stringify(version)} came.`,
        details: { version, available: ['1', '2'] },
      });
    }
  });
});
