import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { provador } from '../support/command-line';
import { mixedTable, uciHeader, uciTable } from '../support/tables';
import { TemporaryFolder } from '../support/temporary';
import { goldenRows } from '../support/wines';

const run = promisify(execFile);
const HEADER =
  'quality,score,interval_low,interval_high,probability_3,probability_4,probability_5,probability_6,probability_7,probability_8,faults';

describe('provador score', () => {
  const folder = new TemporaryFolder();
  afterAll(() => {
    folder.remove();
  });
  const wines = folder.write('wines.csv', uciTable(24));
  const mixed = folder.write('mixed.csv', mixedTable);
  const file = (name: string): string => path.join(folder.path, name);
  const read = (name: string): string => readFileSync(file(name), 'utf8');

  it('grades as training did, a line a row', async () => {
    const { code, stdout, stderr } = await provador(['score', wines]);
    const [header, ...lines] = stdout.trimEnd().split('\n');
    expect([code, stderr, header]).toEqual([0, '', HEADER]);
    const golden = goldenRows('2').rows;
    expect(lines).toHaveLength(golden.length);
    lines.forEach((line, i) => {
      const [quality, score] = line.split(',').map(Number);
      expect(quality).toBe(golden[i]?.quality);
      expect(score).toBeCloseTo(golden[i]?.score ?? NaN, 4);
    });
  });

  it('marks rejected rows in their places, and ends with 2', async () => {
    const { code, stdout, stderr } = await provador(['score', mixed, '--version', '1']);
    expect(stdout).toBe(
      [
        'id,quality,score,interval_low,interval_high,faults',
        'lot-1,6,5.519192695617676,5,6,',
        '"lot 2, ""b""",6,6.281267166137695,5,7,',
        'lot-3,,,,,"fixedAcidity must be a number, but ""n/a"" came. pH must be given."',
        'lot-4,,,,,"pH must be from 2.5 to 4.5, but 14.5 came."',
        'lot-5,,,,,"freeSulfurDioxide is a part of totalSulfurDioxide and must be at most 34 mg/dm³, but 50 came."',
        '',
      ].join('\n'),
    );
    expect(code).toBe(2);
    expect(stderr).toBe('provador: 3 of 5 rows rejected\n');
  });

  it('writes rejected rows to a file of their own, as they came, which can be mended and sent again', async () => {
    const to = ['-o', file('graded.csv'), '--rejected', file('rejected.csv')];
    const { code, stderr } = await provador(['score', mixed, '--fields', 'id,quality', ...to]);
    expect([code, stderr]).toEqual([
      2,
      `provador: 3 of 5 rows rejected: see ${file('rejected.csv')}\n`,
    ]);
    expect(read('graded.csv')).toBe('id,quality\nlot-1,5\n"lot 2, ""b""",6\n');
    const rejected = read('rejected.csv').split('\n');
    expect(rejected[0]).toMatch(/^id,fixedAcidity,.*,alcohol,row,faults$/);
    expect(rejected[2]).toBe(
      'lot-4,7.4,0.7,0,1.9,0.076,11,34,0.9978,14.5,0.56,9.4,4,"pH must be from 2.5 to 4.5, but 14.5 came."',
    );
    folder.write('mended.csv', read('rejected.csv').replace('14.5', '3.5'));
    const again = await provador(['score', file('mended.csv'), '--fields', 'quality']);
    expect(again.stdout).toBe('quality\n""\n5\n""\n');
  });

  it('reads standard input and writes standard output', async () => {
    const named = await provador(['score', wines]);
    const piped = await provador(['score', '-', '-o', '-'], { input: uciTable(24) });
    expect(piped).toEqual(named);
  });

  it('writes the fields that are asked for, in that order', async () => {
    const fields = ['--fields', 'warnings,measurements,quality'];
    const { stdout } = await provador(['score', mixed, ...fields]);
    const [header, , second, third] = stdout.split('\n');
    expect(header).toMatch(/^warnings,fixedAcidity,volatileAcidity,.*,alcohol,quality$/);
    expect(second).toBe(
      '"alcohol of 15.5 is above 14.9, the highest that the model has seen.",7.4,0.7,0,1.9,0.076,11,34,0.9978,3.51,0.56,15.5,6',
    );
    expect(third).toBe(',,0.7,0,1.9,0.076,11,34,0.9978,,0.56,9.4,');
  });

  it('writes JSON lines, with the columns of the CSV', async () => {
    const { stdout } = await provador(['score', mixed, '--format', 'jsonl', '--version', '1']);
    const [first, , third] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(first).toEqual({
      id: 'lot-1',
      quality: 6,
      score: 5.519192695617676,
      interval_low: 5,
      interval_high: 6,
      faults: null,
    });
    expect(third).toMatchObject({ id: 'lot-3', quality: null });
  });

  it('names an output by its ending, and writes Parquet that reads as the CSV does', async () => {
    await provador(['score', mixed, '-o', file('graded.parquet')]);
    await provador(['score', mixed, '-o', file('graded.jsonl')]);
    const { stdout } = await run(process.execPath, [
      '--input-type=module',
      '-e',
      `import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
       const file = await asyncBufferFromFile(process.argv[1]);
       for (const row of await parquetReadObjects({ file })) console.log(JSON.stringify(row));`,
      file('graded.parquet'),
    ]);
    expect(stdout).toBe(read('graded.jsonl'));
    expect(stdout.split('\n')).toHaveLength(6);
  });

  it('takes a version by number or label, and names those that there are', async () => {
    const stable = await provador(['score', wines, '--version', 'stable']);
    expect(stable).toEqual(await provador(['score', wines, '--version', '2']));
    expect(await provador(['score', wines, '--version', '9'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'provador: Expected a model version among 1, 2, stable, but "9" came.\n',
    });
  });

  it.each([
    ['', 'expected a first line with the names of the columns, but nothing came'],
    [
      'alcohol;pH;vineyard\n9;3;x\n',
      'expected a column for each measurement, but fixedAcidity, volatileAcidity, citricAcid, residualSugar, chlorides, freeSulfurDioxide, totalSulfurDioxide, density, sulphates are missing; the first line has alcohol, pH, vineyard',
    ],
  ])('says what is wrong with a table that begins with %j', async (input, message) => {
    const { code, stdout, stderr } = await provador(['score', '-o', file('none.csv')], { input });
    expect([code, stdout, stderr]).toEqual([1, '', `provador: ${message}\n`]);
    expect(existsSync(file('none.csv'))).toBe(false);
  });

  it('takes a table without rows', async () => {
    const { code, stdout } = await provador(['score'], { input: uciHeader });
    expect([code, stdout]).toEqual([0, `${HEADER}\n`]);
  });

  it.each([
    [['score', 'missing.csv'], 'missing.csv: cannot be read (ENOENT)'],
    [['score', 'src'], 'src: cannot be read (EISDIR)'],
    [['score', 'README.md', '-o', 'no/where.csv'], 'expected a column for each measurement'],
    [['score', 'x.csv', '--format', 'xls'], 'Invalid values:'],
    [['score', 'x.csv', '--fields', 'grade'], '--fields: expected some of id, quality,'],
    [['score', 'x.csv', '--colour'], 'Unknown argument: colour'],
    [['scor'], 'Did you mean score?'],
    [[], 'expected a command'],
  ])('ends %j with 1 and says why', async (args, message) => {
    const { code, stdout, stderr } = await provador(args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`provador: ${message}`);
    expect(stderr).not.toContain('    at ');
  });

  it('says that it cannot write', async () => {
    const { code, stderr } = await provador(['score', wines, '-o', file('no/where.csv')]);
    expect([code, stderr]).toEqual([
      1,
      `provador: ${file('no/where.csv')}: cannot be written (ENOENT)\n`,
    ]);
  });

  it('leaves nothing beside the files that were asked for', () => {
    expect(readdirSync(folder.path).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
