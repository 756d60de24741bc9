import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { projectFile } from '../support/wines';
import { VersionsCopy } from '../support/versions-copy';

const RELOADS = 60;
/** After so many the process has grown to what two versions at once take, and stays about there. */
const SETTLED = 20;
/** What the process takes goes up and down by a model's size: the least and the most of so many tell. */
const WINDOW = 20;

describe('the memory of versions that have retired', () => {
  it('is given back: after 60 reloads the process is as large as before', async () => {
    const copy = new VersionsCopy();
    const script = projectFile('test', 'lifecycle', 'reload-often.mjs');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--expose-gc', script, String(RELOADS), copy.root],
      // As `npm start` sets them.
      {
        env: { PATH: process.env['PATH'], MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '524288' },
      },
    );
    copy.remove();
    const memory = JSON.parse(stdout) as number[];
    expect(memory).toHaveLength(RELOADS);
    const before = memory.slice(SETTLED, SETTLED + WINDOW);
    const after = memory.slice(-WINDOW);
    for (const measure of [Math.min, Math.max]) {
      expect(measure(...after) / measure(...before)).toBeLessThan(1.05);
    }
  }, 300_000);
});
