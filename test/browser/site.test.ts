import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import staticFiles from '@fastify/static';
import fastify from 'fastify';
import { chromium } from 'playwright-core';
import { TemporaryFolder } from '../support/temporary';
import { projectFile } from '../support/wines';

describe('the site of the pages', () => {
  const folder = new TemporaryFolder();
  const server = fastify({ forceCloseConnections: true });
  let url: string;
  beforeAll(async () => {
    execFileSync('npm', ['run', 'docs:site', '--', '--outDir', folder.path], {
      cwd: projectFile(),
      stdio: 'ignore',
    });
    server.register(staticFiles, { root: folder.path });
    url = await server.listen({ port: 0, host: '127.0.0.1' });
  }, 180_000);
  afterAll(async () => {
    await server.close();
    folder.remove();
  });

  it('has no link that leads nowhere', () => {
    const files = readdirSync(folder.path, { recursive: true, encoding: 'utf8' });
    const pages = files.filter((file) => file.endsWith('.html') && file !== '404.html');
    expect(pages).toContain('index.html');
    const dead = pages.flatMap((page) => {
      const html = readFileSync(path.join(folder.path, page), 'utf8');
      const links = [...html.matchAll(/ (?:href|src)="([^"#?]+)[^"]*"/g)].map(
        ([, link = '']) => link,
      );
      return links
        .filter((link) => !/^[a-z]+:/.test(link))
        .filter((link) => {
          const from = link.startsWith('/') ? '' : path.dirname(page);
          const there = path.join(folder.path, from, decodeURI(link));
          return ![there, `${there}.html`, path.join(there, 'index.html')].some(existsSync);
        })
        .map((link) => `${page}: ${link}`);
    });
    expect(dead).toEqual([]);
  });

  it('asks nobody else for anything, and is searched by itself', async () => {
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    });
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) complaints.push(request.url());
    });
    await page.goto(`${url}/`);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('searchbox').fill('StandardScaler');
    await page.getByRole('option').getByText('What it may be').first().click();
    await page.getByRole('heading', { level: 1, name: 'Bringing your own model' }).waitFor();
    await page.goto(`${url}/docs/page.html`);
    const widths = await page
      .locator('main img')
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
    await browser.close();
    expect(widths.every((width) => width > 300)).toBe(true);
    expect(widths).toHaveLength(4);
    expect(complaints).toEqual([]);
  }, 60_000);
});
