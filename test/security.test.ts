import { existsSync, readFileSync } from 'node:fs';
import { projectFile } from './support/wines';

const rows = readFileSync(projectFile('SECURITY.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.includes('| test'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** The tests that a cell names: files, each with the titles that follow it. */
function testsOf(cell: string) {
  return cell.split(/[;,] (?=`)/).flatMap((part) => {
    const file = /`([\w/.-]+\.test\.ts)`/.exec(part)?.[1];
    const titles = [...part.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title);
    return file === undefined ? [] : [{ file: projectFile('test', file), titles }];
  });
}

describe('SECURITY.md', () => {
  it('has a row for each advice', () => {
    expect(rows.length).toBeGreaterThan(20);
  });

  it.each(rows.map(([, advice = '', done = '', test = '']) => ({ advice, done, test })))(
    'says of "$advice" what is done, and names tests that are there',
    ({ done, test }) => {
      expect(done).not.toBe('');
      if (test === '–' || test.startsWith('`npm run')) return;
      const tests = testsOf(test);
      expect(tests.length).toBeGreaterThan(0);
      for (const { file, titles } of tests) {
        expect([file, existsSync(file)]).toEqual([file, true]);
        const text = readFileSync(file, 'utf8');
        for (const title of titles) expect(text).toContain(title);
      }
    },
  );
});
