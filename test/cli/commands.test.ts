import { readFileSync } from 'node:fs';
import path from 'node:path';
import { provador, startProvador } from '../support/command-line';
import { mixedTable, uciTable } from '../support/tables';
import { VersionsCopy } from '../support/versions-copy';
import { goldenRows, projectFile } from '../support/wines';

describe('provador explain', () => {
  it('writes contributions that add up to the score with the baseline', async () => {
    const { code, stdout } = await provador(['explain', '--format', 'jsonl'], {
      input: uciTable(12),
    });
    expect(code).toBe(0);
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, number | null>);
    expect(rows).toHaveLength(12);
    rows.forEach(({ quality, score, faults, ...parts }, i) => {
      expect(quality).toBe(goldenRows('2').rows[i]?.quality);
      expect(faults).toBeNull();
      const sum = Object.values(parts).reduce<number>((total, part) => total + (part ?? NaN), 0);
      expect(sum).toBeCloseTo(score ?? NaN, 5);
    });
  });

  it('marks rejected rows, too', async () => {
    const { code, stdout } = await provador(['explain', '--version', '1'], { input: mixedTable });
    expect(code).toBe(2);
    expect(stdout.split('\n')[4]).toBe(
      'lot-4,,,,,,,,,,,,,,,"pH must be from 2.5 to 4.5, but 14.5 came."',
    );
  });
});

describe('provador models', () => {
  it('lists the versions with their labels and quality', async () => {
    const { code, stdout } = await provador(['models', 'list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^version +labels +status +trained .*\n1 +- +- .*\n2 +stable +- .*0\.406 +62\.6 %/,
    );
    const json = await provador(['models', 'list', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject([
      { version: '1', labels: [], status: null },
      {
        version: '2',
        labels: ['stable'],
        metrics: [{ protocol: 'GROUPED' }, { protocol: 'PAPER' }],
      },
    ]);
  });

  it('follows the labels of the folder', async () => {
    const copy = new VersionsCopy();
    copy.setLabels({ stable: '1', tried: '2', gone: '7' });
    const list = await provador(['models', 'list'], copy.environment);
    expect(list.stdout).toMatch(/\n1 +stable .*\n2 +tried /);
    const args = ['score', '--fields', 'quality,probabilities'];
    const input = uciTable(1);
    const [stable, tried, gone] = await Promise.all([
      provador(args, { input, ...copy.environment }),
      provador([...args, '--version', 'tried'], { input, ...copy.environment }),
      provador([...args, '--version', 'gone'], { input, ...copy.environment }),
    ]);
    expect(stable.stdout).toMatch(/^quality\n/);
    expect(tried.stdout).toMatch(/^quality,probability_3,/);
    expect(gone.stderr).toBe(
      'provador: Expected a model version among 1, 2, stable, tried, but "gone" came.\n',
    );
    copy.remove();
  });

  it('verifies what is there, and ends with 1 when it is not what it promises', async () => {
    const copy = new VersionsCopy();
    copy.editAndSign('1', 'parameters/golden.json', /"score":\s*\d\./, '"score": 9.');
    const { code, stdout } = await provador(['models', 'verify'], copy.environment);
    const [first, second] = stdout.split('\n');
    expect(first).toMatch(/^version 1: version 1, golden row 0: expected score 9\.\d+, but it is /);
    expect(second).toMatch(
      /^version 2: 11 files as hashed, 24 golden wines as in training, sha256 [0-9a-f]{64}$/,
    );
    expect(code).toBe(1);
    const one = await provador(['models', 'verify', 'stable'], copy.environment);
    expect([one.code, one.stdout]).toEqual([0, `${second ?? ''}\n`]);
    copy.remove();
  });
});

describe('provador', () => {
  it('prints the schema', async () => {
    const schema = readFileSync(projectFile('schema', 'schema.graphql'), 'utf8');
    expect(await provador(['schema'])).toEqual({ code: 0, stdout: schema, stderr: '' });
  });

  it('helps, for each command, without anything else', async () => {
    for (const command of [[], ['serve'], ['score'], ['explain'], ['models'], ['models', 'list']]) {
      const { code, stdout, stderr } = await provador([...command, '--help']);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain(['provador', ...command].join(' '));
    }
    for (const command of [[], ['score'], ['explain']]) {
      const { stdout } = await provador([...command, '--help']);
      expect(stdout).toContain('Exit codes: 0');
    }
  });

  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as {
      version: string;
    };
    expect((await provador(['--version'])).stdout).toBe(`${version}\n`);
  });

  it('prints a script that completes its commands', async () => {
    const { stdout } = await provador(['completion'], { SHELL: '/bin/bash' });
    expect(stdout).toContain('complete -o bashdefault -o default -F');
    const completions = await provador(['--get-yargs-completions', 'provador', 's']);
    expect(completions.stdout.split('\n')).toEqual(
      expect.arrayContaining(['serve', 'score', 'schema']),
    );
  });

  it('serves what npm start serves', async () => {
    const { child, finished } = startProvador(['serve'], { PORT: '0' });
    const url = await new Promise<string>((resolve) => {
      let log = '';
      child.stdout?.on('data', (piece: Buffer) => {
        log += piece.toString();
        const [, ready] = /"url":"(http:[^"]+)\/graphql"/.exec(log) ?? [];
        if (ready !== undefined) resolve(ready);
      });
    });
    const [health, page] = await Promise.all([
      fetch(`${url}/health/ready`),
      fetch(`${url}/schema.graphql`),
    ]);
    expect([health.status, page.status]).toEqual([200, 200]);
    child.kill('SIGTERM');
    expect((await finished).code).toBe(0);
  });

  it('starts with the memory settings of npm start', () => {
    const { scripts } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as {
      scripts: { start: string };
    };
    const [shebang] = readFileSync(
      path.join(projectFile('dist'), 'cli', 'provador.js'),
      'utf8',
    ).split('\n');
    const command = scripts.start.replace(' exec ', ' ').replace(' dist/main.js', '');
    expect(shebang).toBe(`#!/usr/bin/env -S ${command}`);
  });
});
