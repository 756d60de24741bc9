import { readFileSync } from 'node:fs';
import { startGateway, type TestGateway } from '../support/gateway';
import { askWhenBusy, SLOW } from '../support/slow-gateway';
import { TemporaryFolder } from '../support/temporary';
import { projectFile } from '../support/wines';
import { Example, INSTALL_MS } from './example';
import { describeWithPython, installPython } from './python-packages';

/** What a notebook prints, a list for each cell; pictures differ by fonts and are left out. */
function outputsOf(notebook: string): (string | undefined)[][] {
  interface Output {
    readonly text?: readonly string[];
    readonly data?: Readonly<Record<string, readonly string[] | string>>;
  }
  const { cells } = JSON.parse(notebook) as { cells: { outputs?: Output[] }[] };
  return cells.map(({ outputs = [] }) =>
    outputs.map(({ text, data }) => [text ?? data?.['text/plain'] ?? []].flat().join('')),
  );
}

describeWithPython('examples/python', () => {
  const folder = new TemporaryFolder();
  const graded = `${folder.path}/graded.csv`;
  let gateway: TestGateway;
  let example: Example;
  let bin: string;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent' });
    example = new Example('python', gateway.url);
    bin = await installPython(example.folder, ['requirements.txt', 'requirements-dev.txt']);
  }, INSTALL_MS);
  afterAll(async () => {
    folder.remove();
    await gateway.stop();
  });

  it('grades a frame, and says what is wrong beside the rejected wines', async () => {
    const { code, stdout, stderr } = await example.run(
      `${bin}/python`,
      '-Werror',
      'grade_csv.py',
      '../wines.csv',
      graded,
    );
    expect(stderr).toBe('');
    expect(stdout).toBe(`3 wines graded, 3 rejected, in ${graded}\n`);
    expect(code).toBe(2);
    const endings = readFileSync(graded, 'utf8').trimEnd().split('\n');
    expect(endings).toEqual([
      expect.stringMatching(/^id,fixedAcidity,.*,alcohol,quality,score,low,high,faults$/),
      expect.stringMatching(/^lot-1,.*,9\.6,5,5\.326\d*,5,6,$/),
      expect.stringMatching(/^lot-2,.*,12\.4,7,6\.789\d*,6,7,$/),
      expect.stringMatching(/^lot-3,.*,,,,,"pH must be from 2\.5 to 4\.5, but 14\.5 came\."$/),
      expect.stringMatching(/^lot-4,.*,,,,,"freeSulfurDioxide is a part of .*, but 60 came\."$/),
      expect.stringMatching(/^lot-5,.*,,,,,alcohol must be a number\.$/),
      expect.stringMatching(/^lot-6,.*,15\.5,7,6\.762\d*,6,7,$/),
    ]);
  });

  it('takes the columns of the UCI file, whatever the index, and waits when it is told to', async () => {
    const script = [
      'import pandas as pd',
      'from provador import FIELD_OF_COLUMN, GatewayError, Provador',
      'columns = {field: column for column, field in FIELD_OF_COLUMN.items()}',
      'wines = pd.read_csv("../wines.csv", index_col="id").rename(columns=columns)',
      'with Provador() as gateway:',
      '    wines.index = ["a", "a", "b", "b", "c", "c"]',
      '    grades = gateway.grade(pd.concat([wines] * 10))',
      '    print(*grades.index[:6], *grades["quality"][:6], *grades.dtypes)',
      '    print(len(gateway.grade(wines.iloc[[]])), *gateway.grade(wines.iloc[[0, 2]], version="1")["quality"])',
      '    try:',
      '        gateway.grade(wines, version="9")',
      '    except GatewayError as error:',
      '        print(error.code, error.retry_after)',
    ].join('\n');
    const slow = await startGateway(SLOW);
    const { stdout, stderr } = await askWhenBusy(slow, () =>
      new Example('python', slow.url).run(`${bin}/python`, '-Werror', '-c', script),
    ).finally(() => slow.stop());
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual([
      'a a b b c c 5 7 <NA> <NA> <NA> 7 Int64 Float64 Int64 Int64 string',
      '0 6 <NA>',
      'MODEL_VERSION_NOT_FOUND None',
      '',
    ]);
  }, 60_000);

  it('has a notebook whose outputs are what it prints when it is executed', async () => {
    const kept = readFileSync(projectFile('examples', 'python', 'wines.ipynb'), 'utf8');
    const executed = `${folder.path}/wines.ipynb`;
    await example.do(`${bin}/jupyter`, 'execute', 'wines.ipynb', `--output=${executed}`);
    const outputs = outputsOf(readFileSync(executed, 'utf8'));
    expect(outputs).toEqual(outputsOf(kept));
    expect(outputs.flat().join('\n')).toContain(
      'lot-3: pH must be from 2.5 to 4.5, but 14.5 came.',
    );
  }, 120_000);

  it.each([
    ['ruff', 'format', '--check', '.'],
    ['ruff', 'check', '.'],
    ['mypy', '--no-error-summary', '--pretty'],
  ])(
    'is clean for %s %s',
    async (command, ...args) => {
      await example.do(`${bin}/${command}`, ...args);
    },
    120_000,
  );
});
