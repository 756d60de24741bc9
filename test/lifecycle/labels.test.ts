import { writeFileSync } from 'node:fs';
import { loadGateway } from '../../src/app';
import { readSettings } from '../../src/settings';
import { startGateway, type TestGateway } from '../support/gateway';
import { VersionsCopy } from '../support/versions-copy';
import { FIRST_RECORD, FIRST_WINE } from '../support/wines';

describe('labels', () => {
  let copy: VersionsCopy;
  let gateway: TestGateway;
  const start = async (environment: NodeJS.ProcessEnv = {}) => {
    gateway = await startGateway({ ...copy.environment, WORKERS: '0', ...environment });
  };
  beforeEach(() => {
    copy = new VersionsCopy();
  });
  afterEach(async () => {
    await gateway.stop();
    copy.remove();
  });

  const answering = async (version?: string): Promise<string> => {
    const { data } = await gateway.query(
      'query ($wine: WineInput!, $version: String) { predict(wine: $wine, version: $version) { model { version } } }',
      { wine: FIRST_WINE, version },
    );
    return (data?.['predict'] as unknown as { model: { version: string } }).model.version;
  };
  const labels = async (): Promise<unknown> => {
    const { data } = await gateway.query('{ labels { name version wanted reason } }');
    return data?.['labels'];
  };

  it('are none but stable without a file, which is the default version', async () => {
    await start({ DEFAULT_VERSION: '1' });
    expect(await labels()).toEqual([{ name: 'stable', version: '1', wanted: '1', reason: null }]);
    expect(await answering('stable')).toBe('1');
  });

  it('stand for versions wherever one is named; stable wins over the setting', async () => {
    copy.setLabels({ stable: '1', next: '2' });
    await start({ DEFAULT_VERSION: '2' });
    expect(await answering()).toBe('1');
    expect(await answering('next')).toBe('2');
    expect((await gateway.query('{ model(version: "next") { version labels } }')).data).toEqual({
      model: { version: '2', labels: ['next'] },
    });
    const [byLabel, byName] = await Promise.all(
      ['next', '2'].map((version) => gateway.post(`/predict?version=${version}`, FIRST_RECORD)),
    );
    expect(byLabel?.json).toEqual(byName?.json);
    expect(byLabel?.status).toBe(200);
  });

  it('move without a restart', async () => {
    copy.setLabels({ stable: '1' });
    await start();
    copy.setLabels({ stable: '2', old: '1' });
    await gateway.lifecycle.reload();
    expect(await answering()).toBe('2');
    expect(await answering('old')).toBe('1');
    copy.setLabels(undefined);
    await gateway.lifecycle.reload();
    expect(await labels()).toEqual([{ name: 'stable', version: '2', wanted: '2', reason: null }]);
  });

  it('move together with the version that they wait for', async () => {
    copy.setLabels({ stable: '1' });
    await start();
    copy.setLabels({ stable: '3', next: '3' });
    await gateway.lifecycle.reload();
    expect(await labels()).toEqual([
      { name: 'stable', version: '1', wanted: '3', reason: 'version 3 is not ready' },
      { name: 'next', version: null, wanted: '3', reason: 'version 3 is not ready' },
    ]);
    expect(await answering()).toBe('1');
    expect(gateway.logs.filter((line) => line.includes('"msg":"label stays"'))).toHaveLength(2);
    copy.put('3', '1');
    await gateway.lifecycle.reload();
    expect(await labels()).toEqual([
      { name: 'stable', version: '3', wanted: '3', reason: null },
      { name: 'next', version: '3', wanted: '3', reason: null },
    ]);
    expect(await answering()).toBe('3');
  });

  it('follow a version that is replaced under its name', async () => {
    copy.setLabels({ stable: '2' });
    await start();
    const sha256 = copy.put('2', '1');
    await gateway.lifecycle.reload();
    expect((await gateway.query('{ model { version sha256 isDefault } }')).data).toEqual({
      model: { version: '2', sha256, isDefault: true },
    });
  });

  it.each([
    ['no JSON', '{', 'expected JSON, but '],
    ['other keys', '{"labels":{},"canary":"2"}', 'Unrecognized key'],
    ['a label like a version', '{"labels":{"2":"1"}}', 'labels.2: a label is a lower-case letter'],
    ['an impossible share', '{"labels":{},"canaryTrafficPercent":101}', 'canaryTrafficPercent: '],
  ])('stay when their file has %s', async (_what, text, message) => {
    copy.setLabels({ stable: '1' });
    await start();
    const file = copy.file('models', 'red-wine-quality', 'labels.json');
    writeFileSync(file, text);
    await gateway.lifecycle.reload();
    await gateway.lifecycle.reload();
    expect(await answering()).toBe('1');
    const lines = gateway.logs.filter((line) => line.includes('labels could not be read'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(message);

    await expect(loadGateway(readSettings({ ...copy.environment, WORKERS: '0' }))).rejects.toThrow(
      `${file}: `,
    );
  });
});
