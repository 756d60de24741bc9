import { cpSync, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MarkdownRenderer } from 'vitepress';

type Token = ReturnType<MarkdownRenderer['parse']>[number];

const ROOT = path.resolve(fileURLToPath(import.meta.url), '../../..');
const linked = new Set<string>();

/**
 * Links of pages to what is no page: a folder's becomes its README's, or mere text where it has none; a
 * file's stays, and `copyLinkedFiles` puts the file there.
 */
export function repositoryLinks(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('repository-links', ({ tokens, env }) => {
    const page = (env as { path: string }).path;
    for (const { children } of tokens) {
      for (const [i, token] of (children ?? []).entries()) {
        if (token.type === 'link_open') settle(token, children?.slice(i) ?? [], path.dirname(page));
      }
    }
  });
}

/** Copies what pages link to into the site, at the paths that it has in the repository. */
export function copyLinkedFiles(outDir: string): void {
  for (const file of linked) cpSync(path.join(ROOT, file), path.join(outDir, file));
}

function settle(link: Token, onwards: readonly Token[], folder: string): void {
  const [target = '', anchor] = (link.attrGet('href') ?? '').split('#');
  if (target === '' || /^[a-z]+:/.test(target)) return;
  const there = path.resolve(folder, decodeURI(target));
  // The one page that has another path in the site than in the repository.
  if (there === path.join(ROOT, 'README.md')) {
    link.attrSet('href', `/${anchor ? `#${anchor}` : ''}`);
    return;
  }
  if (target.endsWith('.md')) return;
  if (!existsSync(there))
    throw new Error(`${folder}: a link leads to ${target}, which is not there`);
  if (statSync(there).isFile()) {
    linked.add(path.relative(ROOT, there));
    link.attrSet('target', '_self');
  } else if (existsSync(path.join(there, 'README.md'))) {
    link.attrSet('href', `${path.posix.join(target, 'README.md')}${anchor ? `#${anchor}` : ''}`);
  } else {
    const end = onwards.find(({ type }) => type === 'link_close');
    for (const token of [link, end]) if (token) Object.assign(token, { type: 'text', content: '' });
  }
}
