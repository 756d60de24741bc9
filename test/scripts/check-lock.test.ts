import { spawnSync } from 'node:child_process';
import { TemporaryFolder } from '../support/temporary';
import { projectFile } from '../support/wines';

const SOUND = { version: '1.0.0', integrity: 'sha512-abc' };

describe('npm run lock:check', () => {
  const folder = new TemporaryFolder();
  afterAll(() => {
    folder.remove();
  });
  const check = (file: string) =>
    spawnSync(process.execPath, [projectFile('scripts', 'check-lock.mjs'), file], {
      encoding: 'utf8',
    });

  it('finds nothing in the lock file of the project', () => {
    const { status, stderr } = check(projectFile('package-lock.json'));
    expect([status, stderr]).toEqual([0, '']);
  });

  it.each([
    [
      'git',
      { ...SOUND, resolved: 'git+ssh://git@example.com/a.git#1' },
      'names a source of its own',
    ],
    ['http', { ...SOUND, resolved: 'http://example.com/a.tgz' }, 'names a source of its own'],
    ['a folder', { ...SOUND, link: true }, 'is a link'],
    ['a package without a hash', { version: '1.0.0' }, 'has no sha512'],
    ['a weak hash', { version: '1.0.0', integrity: 'sha1-abc' }, 'has no sha512'],
    ['a package without a version', { integrity: 'sha512-abc' }, 'has no version of a registry'],
  ])('refuses %s', (_, entry, message) => {
    const packages = { '': {}, 'node_modules/a': entry, 'node_modules/b': SOUND };
    const { status, stderr } = check(folder.write('lock.json', { packages }));
    expect(status).toBe(1);
    expect(stderr).toBe(`node_modules/a ${message}\n`);
  });
});
