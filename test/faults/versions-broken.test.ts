import { writeFileSync } from 'node:fs';
import { Crowd } from '../support/crowd';
import { startGateway, type TestGateway } from '../support/gateway';
import { KnownAnswers } from '../support/known-answers';
import { readMetrics } from '../support/metrics';
import { VersionsCopy } from '../support/versions-copy';

const MODELS = '{ models { version status statusReason } }';
/** Turns of the event loop after which the disk changes: from before the first file is read on. */
const MOMENTS = [0, 1, 3, 10, 30, 100, 300];

let known: KnownAnswers;
beforeAll(async () => {
  known = await KnownAnswers.learn();
});

jest.setTimeout(90_000);

describe('a gateway under load whose disk changes under it', () => {
  let copy: VersionsCopy;
  let gateway: TestGateway;
  let crowd: Crowd;
  beforeEach(async () => {
    copy = new VersionsCopy();
    copy.setLabels({ stable: '2' });
    gateway = await startGateway({
      ...copy.environment,
      LOG_LEVEL: 'silent',
      WORKERS: '1',
      DEADLINE_MS: '60000',
    });
    crowd = new Crowd(gateway.url, known);
  });
  afterEach(async () => {
    await crowd.ends();
    await gateway.stop();
    copy.remove();
  });

  const statuses = async () => {
    const { data } = await gateway.query(MODELS);
    const models = data?.['models'] as unknown as {
      version: string;
      status: string;
      statusReason: string | null;
    }[];
    return models
      .filter(({ status }) => status !== 'DRAINING')
      .map(({ version, status, statusReason }) =>
        `${version} ${status} ${statusReason ?? ''}`.trim(),
      );
  };
  const turns = async (count: number) => {
    for (let i = 0; i < count; i++) await new Promise(setImmediate);
  };

  it('takes up a model that turns to garbage during its reload whole or not at all', async () => {
    for (const moment of MOMENTS) {
      copy.put('2', '2', `moment ${moment}`);
      const reload = gateway.lifecycle.reload();
      await turns(moment);
      writeFileSync(copy.versionFile('2', 'model/model.onnx'), `garbage of moment ${moment}`);
      await reload;
      const [, second, failed] = await statuses();
      expect(second).toBe('2 READY');
      if (failed !== undefined) {
        expect(failed).toMatch(/^2 FAILED model\.onnx: expected sha256 \w+, but it is \w+/);
      }
      await crowd.hears(3);
    }
    expect(await crowd.ends()).toEqual([]);
    copy.put('2', '2', 'whole again');
    await gateway.lifecycle.reload();
    expect(await statuses()).toEqual(['1 READY', '2 READY']);
  });

  it('refuses a model that is garbage by its own account, and goes on', async () => {
    copy.put('2', '2', 'to be spoiled');
    copy.editAndSign('2', 'model/model.onnx', /[^]*/, 'garbage');
    await gateway.lifecycle.reload();
    const [first, second, failed] = await statuses();
    expect([first, second]).toEqual(['1 READY', '2 READY']);
    expect(failed).toMatch(/^2 FAILED model\.onnx: /);
    expect(failed).not.toContain(copy.root);
    await crowd.hears(6);
    expect(await crowd.ends()).toEqual([]);
    const metrics = await readMetrics(gateway);
    expect(metrics.by('provador_reloads_total', 'outcome')).toMatchObject({ failure: 1 });
    expect(metrics.by('provador_model_versions', 'version', { state: 'failed' })).toMatchObject({
      2: 1,
    });
    expect(metrics.sum('provador_errors_total')).toBe(0);
  });

  it('answers from memory while the folders of its versions are gone, and takes them back', async () => {
    copy.take('1');
    copy.take('2');
    await crowd.hears(12);
    copy.put('1', '1', 'back');
    copy.put('2', '2', 'back');
    await gateway.lifecycle.reload();
    expect(await statuses()).toEqual(['1 READY', '2 READY']);
    await crowd.hears(6);
    expect(await crowd.ends()).toEqual([]);
  });

  it('loses nothing when a folder goes while it is loaded', async () => {
    known.sources.set('3', '2');
    for (const moment of MOMENTS) {
      copy.put('3', '2', `moment ${moment}`);
      const reload = gateway.lifecycle.reload();
      await turns(moment);
      copy.take('3');
      await reload;
      await gateway.lifecycle.reload();
      expect(await statuses()).toEqual(['1 READY', '2 READY']);
      await crowd.hears(3);
    }
    expect(await crowd.ends()).toEqual([]);
  });
});
