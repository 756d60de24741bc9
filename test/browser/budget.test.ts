import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { projectFile } from '../support/wines';
import { openBrowser, type TestBrowser } from './open-browser';

describe('the page is light:', () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  it('its first load is at most 300 kB over the wire, and nothing of it comes from elsewhere', async () => {
    const page = await browser.open('/');
    const session = await page.context().newCDPSession(page);
    let bytes = 0;
    let requests = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      requests++;
    });
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    await page.reload();
    await page.locator('.changes').waitFor();
    await page.locator('.waterfall').waitFor();
    expect(requests).toBeGreaterThan(5);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(300_000);
    expect(browser.complaints).toEqual([]);
  });

  it('it asks for nothing that the policy of the gateway forbids, which is nothing of elsewhere', async () => {
    const response = await fetch(browser.gateway.url);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/https?:|unsafe/);
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  it('all of its script and style is at most 250 kB, gzipped', () => {
    const assets = projectFile('web', 'dist', 'assets');
    const sizes = readdirSync(assets)
      .filter((file) => /\.(js|css)$/.test(file) && !file.startsWith('graphiql-'))
      .map((file) => {
        const [whole, zipped] = [path.join(assets, file), path.join(assets, `${file}.gz`)];
        return statSync(zipped, { throwIfNoEntry: false })?.size ?? statSync(whole).size;
      });
    expect(sizes.length).toBeGreaterThan(5);
    expect(sizes.reduce((a, b) => a + b)).toBeLessThanOrEqual(250_000);
  });

  it('its charts come when they are needed', async () => {
    const page = await browser.open('/#/model');
    await page.locator('.card').waitFor();
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    );
    expect(loaded.some((name) => name.includes('/model-view'))).toBe(true);
    expect(loaded.some((name) => name.includes('/depth'))).toBe(false);
  });
});
