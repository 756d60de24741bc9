import { chromium, type Browser } from 'playwright-core';
import { startGateway, type TestGateway } from '../support/gateway';

describe('a browser at /graphql', () => {
  let gateway: TestGateway;
  let browser: Browser;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent' });
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await gateway.stop();
  });

  it('gets the Sandbox, prefilled with an operation that runs as it is', async () => {
    const page = await browser.newPage();
    // The Sandbox itself comes from Apollo's servers; this is the place where it says what it is given.
    let embedded: unknown;
    await page.exposeFunction('report', (options: unknown) => (embedded = options));
    await page.route(/apollographql\.com/, (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: 'window.EmbeddedSandbox = class { constructor(options) { window.report(JSON.parse(JSON.stringify(options))); } };',
      }),
    );
    await page.goto(`${gateway.url}/graphql`);
    await page.waitForFunction(() => 'EmbeddedSandbox' in window);
    const { initialState } = embedded as {
      initialState: { document: string; variables: Record<string, unknown> };
    };

    const answer = await page.evaluate(async ({ document, variables }) => {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: document, variables }),
      });
      return (await response.json()) as unknown;
    }, initialState);
    expect(answer).toMatchObject({
      data: { predict: { quality: 5, warnings: [], model: { version: '2' } } },
    });
  }, 60_000);
});
