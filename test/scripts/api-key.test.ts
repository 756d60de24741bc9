import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ApiKeys } from '../../src/security/api-keys';
import { TemporaryFolder } from '../support/temporary';
import { projectFile } from '../support/wines';

const SCRIPT = projectFile('scripts', 'api-key.mjs');

describe('npm run api-key', () => {
  const folder = new TemporaryFolder();
  const file = path.join(folder.path, 'keys.json');
  afterAll(() => {
    folder.remove();
  });
  const make = (...args: string[]) =>
    execFileSync(process.execPath, [SCRIPT, ...args, `--file=${file}`], { encoding: 'utf8' });

  it('prints a key once, and keeps what is needed to know it again, for its owner only', () => {
    const key = make('cellar').trim();
    const other = make('wine shop', '--requests=60', '--cost=5000').trim();
    expect(key).toMatch(/^pvd_[\w-]{43}$/);
    expect(other).not.toBe(key);
    const keys = new ApiKeys(file);
    expect(keys.find(key)).toMatchObject({ name: 'cellar' });
    expect(keys.find(other)).toMatchObject({
      name: 'wine shop',
      requestsPerMinute: 60,
      costPerMinute: 5000,
    });
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain(key);
    expect(text).not.toContain(key.slice(4));
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it.each([
    [[], 'Expected one name of 1 to 100 characters'],
    [['a', 'b'], 'Expected one name of 1 to 100 characters'],
    [['a', '--cost=none'], '--cost: expected a whole number from 1 on, but "none" came'],
    [['cellar'], 'has a key of the name "cellar"'],
  ])('refuses %j', (args, message) => {
    const before = readFileSync(file, 'utf8');
    const all = [SCRIPT, ...args, `--file=${file}`];
    const { status, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});
