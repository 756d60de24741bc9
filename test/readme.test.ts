import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describeSettings } from '../src/settings';
import { startGateway, type TestGateway } from './support/gateway';
import { projectFile } from './support/wines';

const run = promisify(execFile);
const readme = readFileSync(projectFile('README.md'), 'utf8');
const examples = [...readme.matchAll(/```sh\n(curl [^`]*)```\n\n```json\n([^`]*)```/g)].map(
  ([, command = '', answer = '']) => ({ command, answer: JSON.parse(answer) as unknown }),
);

/** Numbers may differ in float32's last digits from processor to processor; nothing else may. */
function nearly(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isInteger(value)) return expect.closeTo(value, 5);
  if (Array.isArray(value)) return value.map(nearly);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nearly(inner)]));
}

describe('README', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent' });
  });
  afterAll(() => gateway.stop());

  it('shows examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(5);
  });

  it.each(examples)('shows the real answer of $command', async ({ command, answer }) => {
    const { stdout } = await run('sh', [
      '-c',
      command.replaceAll('http://127.0.0.1:4000', gateway.url),
    ]);
    expect(JSON.parse(stdout)).toEqual(nearly(answer));
  });

  it('names every setting', () => {
    for (const { name } of describeSettings()) expect(readme).toContain(`| \`${name}\``);
  });

  it('says why each dependency is there', () => {
    const { dependencies } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    for (const name of Object.keys(dependencies))
      expect(readme).toMatch(new RegExp(`\\| .*\`${name}\`.* \\|`));
  });
});
