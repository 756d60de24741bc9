import {
  appendFileSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { startInference } from '../../src/inference/inference';
import { replayGoldenRows } from '../../src/prediction/golden-rows';
import { digest } from '../../src/repository/manifest';
import { type ModelVersion } from '../../src/repository/model-version';
import { MODEL_NAME, readVersion, versionNames } from '../../src/repository/version-folders';
import { VersionsCopy } from '../support/versions-copy';

const ENGINE = startInference({
  threads: 1,
  workers: 0,
  offloadRows: undefined,
  sliceRows: undefined,
  now: () => performance.now(),
});
const NAME = MODEL_NAME;

const load = async ({ folders }: VersionsCopy): Promise<ModelVersion[]> => {
  const versions: ModelVersion[] = [];
  for (const name of await versionNames(folders)) {
    versions.push(await (await readVersion(folders, name)).open(ENGINE.createRunner));
  }
  return versions;
};

describe('version folders', () => {
  let copy: VersionsCopy;
  beforeEach(() => {
    copy = new VersionsCopy();
  });
  afterEach(() => {
    copy.remove();
  });

  it('are loaded in ascending order', async () => {
    expect((await load(copy)).map(({ name }) => name)).toEqual(['1', '2']);
  });

  it('orders versions as numbers, so that 10 comes after 2', async () => {
    for (const folder of ['models', 'parameters']) {
      renameSync(copy.file(folder, NAME, '1'), copy.file(folder, NAME, '10'));
    }
    copy.editAndSign('10', 'model/MODEL_CARD.md', /^/, '');
    const manifest = copy.file('models', NAME, '10', 'manifest.json');
    expect(readFileSync(manifest, 'utf8')).toContain('"version": "1"');
    await expect(load(copy)).rejects.toThrow(
      `${manifest}: expected version "10", as its folder is called, but it says "1"`,
    );
  });

  it.each(['manifest.json', 'model.onnx', 'MODEL_CARD.md'])('names a missing %s', async (name) => {
    const file = copy.file('models', NAME, '2', name);
    rmSync(file);
    await expect(load(copy)).rejects.toThrow(`${file}: cannot be read (ENOENT)`);
  });

  it('names a truncated model with both hashes', async () => {
    const file = copy.file('models', NAME, '2', 'model.onnx');
    const expected = digest(readFileSync(file));
    truncateSync(file, 1000);
    const actual = digest(readFileSync(file));
    await expect(load(copy)).rejects.toThrow(
      `${file}: expected sha256 ${expected}, but it is ${actual} (1000 bytes)`,
    );
  });

  it.each(['features', 'preprocessing', 'output', 'golden', 'calibration'])(
    'names tampered %s parameters',
    async (name) => {
      const file = copy.file('parameters', NAME, '2', `${name}.json`);
      appendFileSync(file, ' ');
      await expect(load(copy)).rejects.toThrow(`${file}: expected sha256 `);
    },
  );

  it('names a tampered manifest, though it lists every file as it is', async () => {
    const file = copy.file('models', NAME, '2', 'manifest.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/"kappa": 0\.\d+/, '"kappa": 0.99'));
    await expect(load(copy)).rejects.toThrow(`${file}: expected sha256 `);
  });

  it('names the place in a parameter file that is not as expected', async () => {
    copy.editAndSign('2', 'parameters/features.json', '"fixedAcidity"', '"acid"');
    const file = copy.file('parameters', NAME, '2', 'features.json');
    await expect(load(copy)).rejects.toThrow(`${file}: features.0.field: `);
  });

  it('names a preparation that cannot work', async () => {
    copy.editAndSign('2', 'parameters/preprocessing.json', '"columns": [', '"columns": ["spirit",');
    const file = copy.file('parameters', NAME, '2', 'preprocessing.json');
    await expect(load(copy)).rejects.toThrow(
      `${file}: columns.0 reads "spirit", which is no column so far`,
    );
  });

  it('names a file that is no JSON', async () => {
    const file = copy.file('models', NAME, '2', 'manifest.json');
    writeFileSync(file, '{');
    await expect(load(copy)).rejects.toThrow(`${file}: expected JSON, but `);
  });

  it('takes no file from outside of its folders', async () => {
    const file = copy.file('models', NAME, '2', 'manifest.json');
    const zeros = '0'.repeat(64);
    const unsigned = readFileSync(file, 'utf8')
      .replace('"model/MODEL_CARD.md"', '"model/../../../../secret"')
      .replace(/("sha256":\s*")[0-9a-f]{64}/, `$1${zeros}`);
    writeFileSync(file, unsigned.replace(`"sha256": "${zeros}`, `"sha256": "${digest(unsigned)}`));
    await expect(load(copy)).rejects.toThrow(
      `${file}: files: expected "model/…" or "parameters/…", but "model/../../../../secret" came`,
    );
  });

  it('says when there are no versions', async () => {
    rmSync(copy.file('models', NAME), { recursive: true });
    await expect(load(copy)).rejects.toThrow(
      `${copy.file('models', NAME)}: cannot be read (ENOENT)`,
    );
  });

  it('is warmed up by golden rows, which a version must reproduce', async () => {
    for (const version of await load(copy))
      await expect(replayGoldenRows(version)).resolves.toBeUndefined();
  });

  it('names the golden row that a version does not reproduce', async () => {
    copy.editAndSign('1', 'parameters/golden.json', /"score": 5\.51\d+/, '"score": 5.6');
    const [version] = await load(copy);
    await expect(replayGoldenRows(version as ModelVersion)).rejects.toThrow(
      /^version 1, golden row 0: expected score 5\.6, but it is 5\.519/,
    );
  });
});
