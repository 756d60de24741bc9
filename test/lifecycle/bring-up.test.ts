import { truncateSync } from 'node:fs';
import { type CreateModelRunner } from '../../src/inference/model-runner';
import { startEngine } from '../../src/lanes/engine';
import { bringUpAll } from '../../src/lifecycle/bring-up';
import { readSettings } from '../../src/settings';
import { VersionsCopy } from '../support/versions-copy';

describe('versions that are brought up side by side', () => {
  const engine = startEngine(readSettings({ WORKERS: '0' }));
  let copy: VersionsCopy;
  let runners = 0;
  const createRunner: CreateModelRunner = async (options) => {
    const runner = await engine.createRunner(options);
    runners++;
    return {
      ...runner,
      release() {
        runners--;
        return runner.release();
      },
    };
  };
  const bringUp = (names: readonly string[]) =>
    bringUpAll({ folders: copy.folders, createRunner, serve: engine.serve }, names);

  beforeEach(() => {
    copy = new VersionsCopy();
    runners = 0;
  });
  afterEach(() => {
    copy.remove();
  });
  afterAll(() => engine.stop());

  it('come in the order of their names', async () => {
    const versions = await bringUp(['2', '1']);
    expect([...versions.keys()]).toEqual(['2', '1']);
    expect(runners).toBe(2);
    await Promise.all([...versions.values()].map((version) => version.release()));
    expect(runners).toBe(0);
  });

  it('leave nothing behind when one of them fails', async () => {
    truncateSync(copy.versionFile('2', 'model/model.onnx'), 1000);
    await expect(bringUp(['1', '2'])).rejects.toThrow(
      /model\.onnx: expected sha256 \w+, but it is/,
    );
    expect(runners).toBe(0);
  });
});
