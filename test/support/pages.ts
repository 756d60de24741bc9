import { readdirSync, readFileSync } from 'node:fs';
import { projectFile } from './wines';

/** A block of shell commands in a page. */
export interface ShellBlock {
  readonly page: string;
  /** What stands behind ```sh: who runs it. */
  readonly fence: string;
  /** The block as it stands there, without what indents it. */
  readonly script: string;
  /** The block of JSON right below it. */
  readonly answer: string | undefined;
}

/**
 * Stands behind ```sh where a page's blocks are run one after the other, with HTTPie and the gateways
 * that they start: by test/examples/clients-page.test.ts.
 */
export const IN_ORDER = 'in order';

/**
 * Stands behind ```sh where a page's blocks are run one after the other in an empty folder, and what
 * they print is compared with the block of text below: by test/cli/documentation.test.ts.
 */
export const IN_A_FOLDER = 'in a folder';

/** The pages whose commands are run, by their paths in the project. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(projectFile('docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** A page's text. */
export function pageText(page: string): string {
  return readFileSync(projectFile(page), 'utf8');
}

const SHELL =
  /^( *)```(?:sh|bash|shell|console)([^\n]*)\n([^]*?)^\1```\n(?:\n\1```json\n([^]*?)^\1```\n)?/gm;

/** All blocks of shell commands of the pages. */
export const SHELL_BLOCKS: readonly ShellBlock[] = PAGES.flatMap((page) =>
  [...pageText(page).matchAll(SHELL)].map(([, indent = '', fence = '', script = '', answer]) => ({
    page,
    fence: fence.trim(),
    script: script.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    answer,
  })),
);

/** The single commands of a block: without comments, one for each side of `&&`. */
export function commandsOf({ script }: ShellBlock): string[] {
  return script
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split(/\n|&&/)
    .map((line) => line.replace(/(^|\s+)#.*$/, '').trim())
    .filter((command) => command !== '');
}
