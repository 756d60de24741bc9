import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Page } from 'playwright-core';
import { PAGES, pageText } from '../support/pages';
import { TemporaryFolder } from '../support/temporary';
import { projectFile } from '../support/wines';
import { openBrowser, type TestBrowser } from './open-browser';
import { SCENES } from './scenes';

const COMMITTED = projectFile('docs', 'pictures');
/** What a picture may weigh, so that a page with all of them still opens fast. */
const MOST_BYTES = 120_000;

/** What is in sight, as WebP: Chromium writes it, though playwright has no name for it. */
async function picture(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
  return Buffer.from(data, 'base64');
}

// `npm run pictures` sets PICTURES, the folder into which they are written for the pages.
describe('pictures of the pages', () => {
  const temporary = new TemporaryFolder();
  const folder = process.env['PICTURES'] ? projectFile(process.env['PICTURES']) : temporary.path;
  let browser: TestBrowser;
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    temporary.remove();
  });

  it.each(SCENES)(
    'can be taken of $file',
    async ({ file, path: address, reader, arrange }) => {
      const page = await browser.open(address, { reducedMotion: 'reduce', ...reader });
      await arrange(page);
      await page.evaluate(() => document.fonts.ready);
      const bytes = await picture(page);
      await page.close();
      expect(browser.complaints.splice(0)).toEqual([]);
      expect(bytes.length).toBeLessThan(MOST_BYTES);
      writeFileSync(path.join(folder, file), bytes);
    },
    60_000,
  );

  it.each(SCENES)(
    'are committed, and shown with words for those who cannot see: $file',
    ({ file }) => {
      const bytes = readFileSync(path.join(COMMITTED, file));
      expect(bytes.subarray(8, 12).toString()).toBe('WEBP');
      const shown = new RegExp(`!\\[[^\\]]{20,}\\]\\([^)]*pictures/${file.replace('.', '\\.')}\\)`);
      expect(PAGES.filter((page) => shown.test(pageText(page))).length).toBeGreaterThan(0);
    },
  );
});
