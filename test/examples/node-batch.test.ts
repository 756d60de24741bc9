import { readFileSync } from 'node:fs';
import { startGateway, type TestGateway } from '../support/gateway';
import { askWhenBusy, SLOW } from '../support/slow-gateway';
import { TemporaryFolder } from '../support/temporary';
import { FIRST_WINE, projectFile } from '../support/wines';
import { Example, INSTALL_MS } from './example';

const folder = new TemporaryFolder();
const graded = `${folder.path}/graded.csv`;
const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n');
/** So many of the first wine as the example reads them. */
const manyWines = (count: number) =>
  [Object.keys(FIRST_WINE), ...Array.from({ length: count }, () => Object.values(FIRST_WINE))].join(
    '\n',
  );

describe('examples/node-batch', () => {
  let gateway: TestGateway;
  let example: Example;
  beforeAll(async () => {
    gateway = await startGateway(SLOW);
    example = new Example('node-batch', gateway.url);
    await example.install();
  }, INSTALL_MS);
  afterAll(async () => {
    folder.remove();
    await gateway.stop();
  });
  const score = (...args: string[]) => example.run('npm', '-s', 'start', '--', ...args);

  it.each(['1000', '2'])(
    'grades a file %s rows at a time, and says what is wrong beside the rejected ones',
    async (rows) => {
      const { code, stderr } = await score('../wines.csv', graded, `--rows=${rows}`);
      expect(stderr).toBe(`3 wines graded, 3 rejected, in ${graded}\n`);
      expect(code).toBe(2);
      const wines = linesOf(projectFile('examples', 'wines.csv'));
      expect(linesOf(graded)).toEqual([
        `${wines[0] ?? ''},quality,score,low,high,faults`,
        expect.stringMatching(`^${wines[1] ?? ''},5,5\\.326\\d*,5,6,$`),
        expect.stringMatching(`^${wines[2] ?? ''},7,6\\.789\\d*,6,7,$`),
        `${wines[3] ?? ''},,,,,"pH must be from 2.5 to 4.5, but 14.5 came."`,
        `${wines[4] ?? ''},,,,,"freeSulfurDioxide is a part of totalSulfurDioxide and must be at most 41 mg/dm³, but 60 came."`,
        `${wines[5] ?? ''},,,,,"alcohol must be a number, but """" came."`,
        expect.stringMatching(`^${wines[6] ?? ''},7,6\\.762\\d*,6,7,$`),
      ]);
    },
  );

  it('takes the version that it is told', async () => {
    await score('../wines.csv', graded, '--version=1');
    expect(linesOf(graded)[1]).toMatch(/,6,5\.544\d*,\d,\d,$/);
  });

  it('leaves no file when nothing came of it, and says why', async () => {
    const target = `${folder.path}/none.csv`;
    const { code, stderr } = await score('../wines.csv', target, '--version=9');
    expect(stderr).toBe(
      'MODEL_VERSION_NOT_FOUND: Expected a model version among 1, 2, stable, but "9" came.\n',
    );
    expect(code).toBe(1);
    expect(() => readFileSync(target)).toThrow('ENOENT');
    expect(() => readFileSync(`${target}.part`)).toThrow('ENOENT');
  });

  it('waits as long as an overloaded gateway says', async () => {
    const wines = folder.write('many.csv', manyWines(60));
    const { code, stderr } = await askWhenBusy(gateway, () => score(wines, graded, '--rows=20'));
    expect(stderr).toMatch(/^OVERLOADED: again in \d+ ms or a little more\n/);
    expect(stderr).toMatch(/60 wines graded, 0 rejected, in .*\n$/);
    expect(code).toBe(0);
    expect(linesOf(graded)).toHaveLength(61);
  }, 60_000);

  it('halves a list that takes too long', async () => {
    const wines = folder.write('many.csv', manyWines(10_000));
    const args = [wines, graded, '--rows=10000', '--deadline-ms=300'];
    const { code, stderr } = await score(...args);
    expect(stderr).toContain('10000 wines graded, 0 rejected');
    expect(code).toBe(0);
    expect(gateway.logs.some((line) => line.includes('DEADLINE_EXCEEDED'))).toBe(true);
  }, 60_000);
});
