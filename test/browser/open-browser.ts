import { chromium, type Browser, type Page } from 'playwright-core';
import { startGateway, type TestGateway } from '../support/gateway';

/** How a reader's browser is set up. */
export interface Reader {
  readonly locale?: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly reducedMotion?: 'reduce' | 'no-preference';
}

/** A browser at a gateway of its own. */
export interface TestBrowser {
  readonly gateway: TestGateway;
  /**
   * Opens a page, under the policy of content security that the gateway sends. What goes wrong in the
   * browser, and every request that leaves the gateway, is in `complaints`.
   */
  open(path: string, reader?: Reader): Promise<Page>;
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Debian's Chromium, and the real gateway with the built page. */
export async function openBrowser(environment: NodeJS.ProcessEnv = {}): Promise<TestBrowser> {
  const gateway = await startGateway({ LOG_LEVEL: 'silent', ...environment });
  const browser: Browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const complaints: string[] = [];
  return {
    gateway,
    complaints,
    async open(path, { locale = 'en-GB', colorScheme = 'light', width = 1280, ...rest } = {}) {
      const page = await browser.newPage({
        locale,
        colorScheme,
        viewport: { width, height: 900 },
        ...rest,
      });
      page.on('pageerror', ({ message }) => complaints.push(message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(gateway.url) && !/^(data|blob):/.test(url)) complaints.push(url);
      });
      await page.goto(`${gateway.url}${path}`);
      return page;
    },
    async close() {
      await browser.close();
      await gateway.stop();
    },
  };
}
