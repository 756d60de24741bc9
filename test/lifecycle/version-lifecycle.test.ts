import { copyFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { Caller } from '../../src/prediction/caller';
import { WineBlock } from '../../src/prediction/wine-block';
import { loadGateway, type Gateway } from '../../src/app';
import { readSettings } from '../../src/settings';
import { startGateway, type TestGateway } from '../support/gateway';
import { VersionsCopy } from '../support/versions-copy';
import { FIRST_WINE, goldenRows, projectFile, toWine } from '../support/wines';

const MODELS = '{ models { version status statusReason isDefault sha256 description } }';
const GRADE =
  'query ($wine: WineInput!, $version: String) { predict(wine: $wine, version: $version) { score model { version sha256 } } }';

interface ListedModel {
  readonly version: string;
  readonly status: string;
  readonly statusReason: string | null;
  readonly isDefault: boolean;
  readonly sha256: string;
  readonly description: string;
}

interface Graded {
  readonly score: number;
  readonly model: { readonly version: string; readonly sha256: string };
}

describe('versions of a gateway that serves', () => {
  let copy: VersionsCopy;
  let gateway: TestGateway;
  const start = async (WORKERS: string) => {
    gateway = await startGateway({ ...copy.environment, WORKERS });
  };
  beforeEach(() => {
    copy = new VersionsCopy();
  });
  afterEach(async () => {
    await gateway.stop();
    copy.remove();
  });

  const models = async (): Promise<readonly ListedModel[]> =>
    (await gateway.query(MODELS)).data?.['models'] as unknown as ListedModel[];
  const statuses = async () =>
    (await models()).map(({ version, status }) => `${version} ${status}`);
  const grade = async (version?: string): Promise<Graded> => {
    const { data } = await gateway.query(GRADE, { wine: FIRST_WINE, version });
    return data?.['predict'] as unknown as Graded;
  };
  const logged = (message: string) =>
    gateway.logs.filter((line) => line.includes(`"msg":"${message}"`));

  it('are joined by one whose folders are put there', async () => {
    await start('0');
    const sha256 = copy.put('3', '1');
    await gateway.lifecycle.reload();
    expect(await statuses()).toEqual(['1 READY', '2 READY', '3 READY']);
    const old = await grade('1');
    expect(await grade('3')).toEqual({ score: old.score, model: { version: '3', sha256 } });
    // The highest is stable where nothing says otherwise.
    expect((await grade()).model.version).toBe('3');
    expect(logged('label moved')).toHaveLength(1);
  });

  it('are replaced when their files have changed, and only then', async () => {
    await start('0');
    const [, before] = await models();
    await gateway.lifecycle.reload();
    expect(logged('version ready')).toHaveLength(0);
    const sha256 = copy.put('2', '1');
    await gateway.lifecycle.reload();
    expect(sha256).not.toBe(before?.sha256);
    expect(await grade('2')).toEqual({
      score: (await grade('1')).score,
      model: { version: '2', sha256 },
    });
    await gateway.lifecycle.drained();
    expect(await statuses()).toEqual(['1 READY', '2 READY']);
    expect(logged('version ready')).toHaveLength(1);
  });

  it('are gone when their folders are', async () => {
    await start('0');
    copy.take('1');
    await gateway.lifecycle.reload();
    await gateway.lifecycle.drained();
    expect(await statuses()).toEqual(['2 READY']);
    expect(logged('version retired')).toHaveLength(1);
    const { errors } = await gateway.query(GRADE, { wine: FIRST_WINE, version: '1' });
    expect(errors?.[0]).toMatchObject({
      message: 'Expected a model version among 2, stable, but "1" came.',
      extensions: { code: 'MODEL_VERSION_NOT_FOUND', available: ['2', 'stable'] },
    });
  });

  it('answer as the version that they name while all of them are replaced', async () => {
    await start('1');
    const { rows } = goldenRows('2');
    const wines = rows.map(({ measurements }) => toWine(measurements));
    const query =
      'query ($wines: [WineInput!]!, $version: String) { predictBatch(wines: $wines, version: $version) { model { sha256 } predictions { score } } }';
    const ask = async (version?: string) => {
      const { data, errors } = await gateway.query(query, { wines, version });
      expect(errors).toBeUndefined();
      const { model, predictions } = data?.['predictBatch'] as unknown as {
        model: { sha256: string };
        predictions: { score: number }[];
      };
      return { sha256: model.sha256, scores: predictions.map(({ score }) => score) };
    };
    const byModel = { '1': (await ask('1')).scores, '2': (await ask('2')).scores } as const;
    const [first, second] = await models();
    const known = new Map<string, readonly number[]>([
      [first?.sha256 ?? '', byModel['1']],
      [second?.sha256 ?? '', byModel['2']],
    ]);

    let isOver = false;
    let answers = 0;
    const seen = new Set<string>();
    const askOn = async (version?: string) => {
      while (!isOver) {
        const { sha256, scores } = await ask(version);
        expect(scores).toEqual(known.get(sha256));
        seen.add(sha256);
        answers++;
      }
    };
    const clients = [askOn(), askOn('2'), askOn('2'), askOn('1'), askOn('stable')];
    for (let i = 0; i < 4; i++) {
      const from = i % 2 === 0 ? '1' : '2';
      known.set(copy.put('2', from, `take ${i}`), byModel[from]);
      known.set(copy.put('1', '1', `take ${i}`), byModel['1']);
      const soFar = answers;
      await gateway.lifecycle.reload();
      expect(answers).toBeGreaterThan(soFar);
    }
    isOver = true;
    await Promise.all(clients);
    expect(seen.size).toBeGreaterThan(4);
    expect(gateway.lifecycle.reloads).toEqual({ ok: 4, failed: 0 });
  });

  it('show one that fails with the reason, and go on', async () => {
    await start('0');
    copy.put('3', '1');
    copy.editAndSign('3', 'parameters/golden.json', /"score": 5\.51\d+/, '"score": 5.6');
    await gateway.lifecycle.reload();
    await gateway.lifecycle.reload();
    const listed = await models();
    expect(listed.map(({ version, status }) => `${version} ${status}`)).toEqual([
      '1 READY',
      '2 READY',
      '3 FAILED',
    ]);
    expect(listed[2]?.statusReason).toMatch(
      /^version 3, golden row 0: expected score 5\.6, but it is 5\.519/,
    );
    expect(listed[2]?.description).toMatch(/^put there by a test: /);
    expect((await grade()).model.version).toBe('2');
    expect((await gateway.query(GRADE, { wine: FIRST_WINE, version: '3' })).errors).toHaveLength(1);
    expect(logged('version failed; what serves goes on')).toHaveLength(1);
    expect(gateway.lifecycle.reloads).toEqual({ ok: 0, failed: 2 });

    copy.put('3', '1');
    await gateway.lifecycle.reload();
    expect(await statuses()).toEqual(['1 READY', '2 READY', '3 READY']);
  });

  it('go on serving beside a replacement that fails', async () => {
    await start('0');
    const before = await grade('2');
    copy.put('2', '2');
    copy.editAndSign('2', 'parameters/output.json', '"kind": "distribution"', '"kind": "guess"');
    await gateway.lifecycle.reload();
    expect(await statuses()).toEqual(['1 READY', '2 READY', '2 FAILED']);
    expect(await grade('2')).toEqual(before);
    copy.put('2', '2');
    await gateway.lifecycle.reload();
    await gateway.lifecycle.drained();
    expect(await statuses()).toEqual(['1 READY', '2 READY']);
  });

  it('do not take up a folder that is half written, until it is whole', async () => {
    await start('0');
    copy.put('3', '2');
    const file = copy.versionFile('3', 'model/model.onnx');
    truncateSync(file, 1000);
    await gateway.lifecycle.reload();
    const [, , half] = await models();
    expect(half).toMatchObject({ version: '3', status: 'FAILED', isDefault: false });
    expect(half?.statusReason).toMatch(
      /^model\.onnx: expected sha256 [0-9a-f]{64}, but it is [0-9a-f]{64} \(1000 bytes\)$/,
    );
    copyFileSync(projectFile('models', 'red-wine-quality', '2', 'model.onnx'), file);
    await gateway.lifecycle.reload();
    expect(await statuses()).toEqual(['1 READY', '2 READY', '3 READY']);
  });

  it('show one without a manifest with what is known: its name and the reason', async () => {
    await start('0');
    copy.put('3', '2');
    writeFileSync(copy.versionFile('3', 'model/manifest.json'), '{');
    await gateway.lifecycle.reload();
    const { data, errors } = await gateway.query(
      '{ models { name version status description algorithm trainedAt sha256 isDefault labels grades card features { name } metrics { kappa } } }',
    );
    expect(errors).toBeUndefined();
    const all = data?.['models'] as unknown as object[];
    expect(all[2]).toEqual({
      name: 'red-wine-quality',
      version: '3',
      status: 'FAILED',
      description: '',
      algorithm: '',
      trainedAt: '',
      sha256: '',
      isDefault: false,
      labels: [],
      grades: [],
      card: '',
      features: [],
      metrics: [],
    });
    copy.take('3');
    await gateway.lifecycle.reload();
    expect(await statuses()).toEqual(['1 READY', '2 READY']);
  });

  it('stay when their folder cannot be read', async () => {
    await start('0');
    renameSync(copy.file('models'), copy.file('moved'));
    await gateway.lifecycle.reload();
    expect(await statuses()).toEqual(['1 READY', '2 READY']);
    expect(logged('the versions could not be looked at; they stay')).toHaveLength(1);
    expect(gateway.lifecycle.reloads).toEqual({ ok: 0, failed: 1 });
  });

  it('keep the one that is stable, though all folders have gone', async () => {
    await start('0');
    copy.take('1');
    copy.take('2');
    await gateway.lifecycle.reload();
    await gateway.lifecycle.drained();
    expect(await statuses()).toEqual(['2 READY']);
    expect((await gateway.query('{ labels { name version wanted reason } }')).data).toEqual({
      labels: [
        {
          name: 'stable',
          version: '2',
          wanted: '2',
          reason: 'the folder of version 2 has gone; it stays while a label points to it',
        },
      ],
    });
    copy.put('4', '1');
    await gateway.lifecycle.reload();
    await gateway.lifecycle.drained();
    expect(await statuses()).toEqual(['4 READY']);
  });

  it('are looked at once more for all that is asked during a reload', async () => {
    await start('0');
    const reloads = [1, 2, 3, 4].map(() => gateway.lifecycle.reload());
    copy.put('3', '1');
    await Promise.all(reloads);
    expect(gateway.lifecycle.reloads).toEqual({ ok: 2, failed: 0 });
    expect(await statuses()).toEqual(['1 READY', '2 READY', '3 READY']);
  });

  it('describe the measurements of whichever is stable', async () => {
    await start('0');
    copy.put('3', '2');
    copy.editAndSign('3', 'parameters/features.json', /"median": 3\.31/, '"median": 3.32');
    await gateway.lifecycle.reload();
    const { data } = await gateway.query(
      '{ __type(name: "WineInput") { inputFields { name description } } }',
    );
    expect(JSON.stringify(data)).toContain('2.74 to 4.01 (median 3.32)');
  });
});

describe('a request in flight', () => {
  let copy: VersionsCopy;
  let gateway: Gateway;
  beforeEach(async () => {
    copy = new VersionsCopy();
    gateway = await loadGateway(readSettings({ ...copy.environment, WORKERS: '0' }));
  });
  afterEach(async () => {
    await gateway.release();
    copy.remove();
  });

  const { rows } = goldenRows('2');
  const block = new WineBlock(
    rows.length,
    Float64Array.from(rows.flatMap(({ measurements }) => measurements)),
  );
  const states = () => gateway.registry.everyVersion.map(({ life }) => life.state);

  it('ends with the version that it began with, which goes when the last one has ended', async () => {
    const callers = [1, 2].map(() => new Caller(1000, () => 0));
    const [early, late] = callers.map((caller) =>
      gateway.service.admit(block, { version: '2', caller }),
    );
    copy.put('2', '1');
    await gateway.lifecycle.reload();
    expect(states()).toEqual(['ready', 'ready', 'draining']);
    callers[0]?.leave();
    expect(states()).toEqual(['ready', 'ready', 'draining']);

    await late?.scored.load();
    expect(rows.map((_, row) => late?.scored.quality(row))).toEqual(
      rows.map(({ quality }) => quality),
    );
    const version = late?.scored.version;
    callers[1]?.leave();
    await gateway.lifecycle.drained();
    expect(version?.life.state).toBe('retired');
    expect(states()).toEqual(['ready', 'ready']);
    // Nobody waits for this any more, and nothing breaks.
    await expect(early?.scored.load()).rejects.toThrow('expected no rows after close()');
  });

  it('that what ifs stays with its version though another has its name', async () => {
    const caller = new Caller(1000, () => 0);
    const admitted = gateway.service.admit(block, { version: '2', caller });
    copy.put('2', '1');
    await gateway.lifecycle.reload();
    const { version } = admitted.scored;
    const changed = gateway.service.admitTo(version, block, caller);
    expect(changed.scored.version).toBe(version);
    expect(gateway.registry.get('2')).not.toBe(version);
    caller.leave();
  });
});
