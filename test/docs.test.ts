import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describeSettings } from '../src/settings';
import { startGateway, type TestGateway } from './support/gateway';
import { nearly } from './support/nearly';
import {
  commandsOf,
  IN_A_FOLDER,
  IN_ORDER,
  PAGES,
  pageText,
  SHELL_BLOCKS,
  type ShellBlock,
} from './support/pages';
import { projectFile } from './support/wines';

const run = promisify(execFile);

const isAnswered = ({ fence, answer }: ShellBlock) => fence === '' && answer !== undefined;
const NOT_RUN = /^not run: \S.+/;
const ELSEWHERE = /^by (\S+(?:, \S+)*)$/;
/** A page's headings as links name them. */
const headingsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
const titled = (blocks: readonly ShellBlock[]) =>
  blocks.map((block) => ({
    ...block,
    title: `${block.page}: ${block.script.slice(0, 90)}`,
    block,
  }));

describe('the pages', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent' });
  });
  afterAll(() => gateway.stop());

  /** Runs a block in the project's folder against this gateway; fails when one of its commands does. */
  const runBlock = (script: string) =>
    run('sh', ['-ec', script.replaceAll('http://127.0.0.1:4000', gateway.url)], {
      cwd: projectFile(),
    });

  it('show examples', () => {
    expect(SHELL_BLOCKS.filter(isAnswered).length).toBeGreaterThanOrEqual(6);
  });

  it('say of every block of commands who runs it', () => {
    const unsaid = SHELL_BLOCKS.filter(
      (block) =>
        !isAnswered(block) &&
        block.fence !== 'run' &&
        block.fence !== IN_ORDER &&
        block.fence !== IN_A_FOLDER &&
        !NOT_RUN.test(block.fence) &&
        !ELSEWHERE.test(block.fence),
    );
    expect(unsaid).toEqual([]);
  });

  it.each(titled(SHELL_BLOCKS.filter(isAnswered)))(
    'show the real answer of $title',
    async ({ script, answer }) => {
      const { stdout } = await runBlock(script);
      expect(JSON.parse(stdout)).toEqual(nearly(JSON.parse(answer ?? '')));
    },
  );

  it.each(titled(SHELL_BLOCKS.filter(({ fence }) => fence === 'run')))(
    'have commands that work: $title',
    async ({ script }) => {
      await expect(runBlock(script)).resolves.toBeDefined();
    },
    180_000,
  );

  it.each(titled(SHELL_BLOCKS.filter(({ fence }) => ELSEWHERE.test(fence))))(
    'have commands that are run where they say: $title',
    ({ fence, block }) => {
      const [, files = ''] = ELSEWHERE.exec(fence) ?? [];
      const texts = files.split(', ').map((file) => readFileSync(projectFile(file), 'utf8'));
      const missing = commandsOf(block).filter(
        (command) => !texts.some((text) => text.includes(command)),
      );
      expect(missing).toEqual([]);
    },
  );

  it.each(PAGES)('link to files and headings that are there: %s', (page) => {
    const links = pageText(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g);
    const dead = [...links].filter(([, link = '', heading]) => {
      const file = path.resolve(path.dirname(projectFile(page)), link);
      const target = link === '' ? projectFile(page) : file;
      if (!existsSync(target)) return true;
      return heading !== undefined && !headingsOf(target).includes(heading);
    });
    expect(dead.map(([link]) => link)).toEqual([]);
  });

  it('say of each measurement of the old API what it is called now', () => {
    const page = pageText('docs/migration.md');
    for (const { column, field, unit } of gateway.registry.defaultVersion.features) {
      expect(page).toMatch(new RegExp(`\\| \`${column}\` +\\| ${unit}.* +\\| \`${field}\` +\\|`));
    }
  });

  it('name every setting', () => {
    const settings = pageText('docs/settings.md');
    for (const { name } of describeSettings()) expect(settings).toContain(`| \`${name}\``);
  });

  it('say why each dependency is there', () => {
    const manifest = JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    const reasons = pageText('docs/dependencies.md');
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    const unsaid = names
      .filter((name) => !name.startsWith('@types/'))
      .filter((name) => !new RegExp(`\\| .*\`${name}\`.* \\|`).test(reasons));
    expect(unsaid).toEqual([]);
  });
});
