import { readFileSync } from 'node:fs';
import { startGateway, type TestGateway } from '../support/gateway';
import { operation, projectFile } from '../support/wines';

const folder = (version: string, ...file: string[]) =>
  projectFile('models', 'red-wine-quality', version, ...file);
const manifest = (version: string) =>
  JSON.parse(readFileSync(folder(version, 'manifest.json'), 'utf8')) as Record<string, unknown> & {
    metrics: Record<string, unknown>[];
  };

describe('models', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent' });
  });
  afterAll(() => gateway.stop());

  it('are listed with the default among them, and the limits with them', async () => {
    const { data } = await gateway.query(operation('models'));
    expect(data).toEqual({
      models: [
        { version: '1', isDefault: false, status: 'READY', algorithm: manifest('1')['algorithm'] },
        { version: '2', isDefault: true, status: 'READY', algorithm: manifest('2')['algorithm'] },
      ],
      limits: { maxBatchRows: 10_000, maxBodyBytes: 4_194_304, deadlineMs: 10_000 },
    });
  });

  it.each(['1', '2'])('say of version %s what its manifest says', async (version) => {
    const { data } = await gateway.query(operation('model'), { version });
    const { metrics, name, description, trainedAt, sha256 } = manifest(version);
    expect(data?.['model']).toMatchObject({ name, version, description, trainedAt, sha256 });
    const { metrics: served } = data?.['model'] as unknown as { metrics: object[] };
    expect(served).toHaveLength(metrics.length);
    served.forEach((one, i) => {
      expect(metrics[i]).toMatchObject(one);
    });
  });

  it('give the default version when none is named', async () => {
    const { data } = await gateway.query('{ model { version isDefault } }');
    expect(data).toEqual({ model: { version: '2', isDefault: true } });
  });

  it('carry their card', async () => {
    const { data } = await gateway.query('{ model(version: "2") { card } }');
    expect(data).toEqual({ model: { card: readFileSync(folder('2', 'MODEL_CARD.md'), 'utf8') } });
  });

  it('describe each measurement, in the order of the UCI file', async () => {
    const { data } = await gateway.query(operation('model'));
    const { features } = data?.['model'] as unknown as {
      features: Record<string, number | string>[];
    };
    expect(features).toHaveLength(11);
    expect(features[8]).toMatchObject({
      name: 'PH',
      field: 'pH',
      column: 'pH',
      trainingMin: 2.74,
      trainingMedian: 3.31,
      trainingMax: 4.01,
    });
    for (const { acceptedMin, trainingMin, trainingMax, acceptedMax } of features) {
      expect(acceptedMin).toBeGreaterThanOrEqual(0);
      expect(Number(acceptedMin)).toBeLessThanOrEqual(Number(trainingMin));
      expect(Number(acceptedMax)).toBeGreaterThan(Number(trainingMax));
    }
  });

  it('name the versions there are when another is asked for', async () => {
    const { data, errors } = await gateway.query('{ model(version: "9") { card } }');
    expect(data).toBeNull();
    expect(errors?.[0]?.message).toBe('Expected a model version among 1, 2, stable, but "9" came.');
  });
});
