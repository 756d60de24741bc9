import { readFileSync } from 'node:fs';
import path from 'node:path';

const read = (file: string): string =>
  readFileSync(path.join(__dirname, '..', file), 'utf8').replaceAll(/[",'\s]+/g, ' ');
const flagsIn = (text: string): string[] => text.match(/--[a-z0-9-]+=\d+/g) ?? [];

/** The last command that starts the gateway, with its flags. */
const commandIn = (file: string): string =>
  /node (?:--\S+ )+dist\/main\.js(?!.*dist\/main\.js)/.exec(read(file))?.[0] ?? '';

describe('what starts the gateway', () => {
  const flags = flagsIn(commandIn('package.json'));

  it.each(['Procfile', 'Dockerfile'])('gives Node the same flags in %s as in npm start', (file) => {
    expect(flags.length).toBeGreaterThan(0);
    expect(flagsIn(commandIn(file))).toEqual(flags);
  });

  it('is what the benchmark times', () => {
    expect(flagsIn(read('bench/subjects.mjs'))).toEqual(flags);
  });

  it('is explained, flag by flag', () => {
    const explained = read('docs/operating.md');
    expect(flags.filter((flag) => !explained.includes(flag))).toEqual([]);
  });
});
