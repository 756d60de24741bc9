import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TemporaryFolder } from '../support/temporary';
import { FIRST_WINE, projectFile } from '../support/wines';

// The README's commands, but for where the keys are kept.
const MAKE_KEY = 'npm run api-key -- NAME --requests=600 --cost=1000000';
const START = 'API_KEYS_FILE=api-keys.json PERSISTED_OPERATIONS=only npm start';

describe('a gateway for a public address, as the README starts it,', () => {
  const folder = new TemporaryFolder();
  const file = path.join(folder.path, 'api-keys.json');
  afterAll(() => {
    folder.remove();
  });

  it('answers listed operations of those who have a key, and nobody else', async () => {
    const printed = execFileSync('sh', ['-c', `${MAKE_KEY} --file=${file}`], {
      cwd: projectFile(),
      encoding: 'utf8',
    });
    const key = /^pvd_\S+$/m.exec(printed)?.[0] ?? '';
    const listed = JSON.parse(
      readFileSync(projectFile('schema', 'persisted-operations.json'), 'utf8'),
    ) as { operations: { id: string; name: string }[] };
    const hash = listed.operations.find(({ name }) => name === 'Predict')?.id;

    const gateway = spawn('sh', ['-c', START.replace('api-keys.json', file)], {
      cwd: projectFile(),
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
      // A group of its own, which gets the signal whole.
      detached: true,
    });
    const ended = once(gateway, 'close');
    const url = await new Promise<string>((resolve) => {
      let output = '';
      gateway.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const [, found] = /"url":"(http:[^"]+)"/.exec(output) ?? [];
        if (found !== undefined) resolve(found);
      });
    });
    const ask = (body: unknown, headers: Record<string, string> = {}) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const persisted = {
      variables: { wine: FIRST_WINE },
      extensions: { persistedQuery: { version: 1, sha256Hash: hash } },
    };
    const answers = [
      await ask(persisted),
      await ask(persisted, { 'x-api-key': key }),
      await ask({ query: '{ models { version } }' }, { 'x-api-key': key }),
    ];
    process.kill(-(gateway.pid ?? 0), 'SIGTERM');
    await ended;
    expect(answers.map(({ status }) => status)).toEqual([401, 200, 403]);
    expect(await answers[1]?.json()).toMatchObject({ data: { predict: { quality: 5 } } });
  }, 120_000);
});
