import { type Page } from 'playwright-core';
import { en } from '../../web/src/words/en';
import { openBrowser, type TestBrowser } from './open-browser';

/** A page's cumulative layout shift below this is called good: https://web.dev/articles/cls. */
const GOOD_SHIFT = 0.1;

/** How far what is in sight has moved by itself so far, as browsers count it. */
function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            sum += (entry as unknown as { value: number }).value;
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        // What is buffered is told before the next frame but one.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            resolve(sum);
          }),
        );
      }),
  );
}

describe.each([1280, 390])('the page stands still, %i pixels wide:', (width) => {
  let browser: TestBrowser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser.close());
  beforeEach(async () => {
    page = await browser.open('/schema.graphql', { width });
  });
  afterEach(async () => {
    await page.close();
    expect(browser.complaints).toEqual([]);
  });
  const open = () => page.goto(browser.gateway.url);

  it('what comes in late moves nothing that is in sight', async () => {
    await open();
    await page.locator('.waterfall').waitFor();
    await page.locator('.changes').waitFor();
    expect(await layoutShift(page)).toBeLessThan(GOOD_SHIFT);
  });

  it('reasons, curve and changes come in below the buttons of the comparison', async () => {
    let letIn: () => void = () => undefined;
    const awaited = new Promise<void>((resolve) => (letIn = resolve));
    await page.route('**/graphql', async (route) => {
      const { operationName } = route.request().postDataJSON() as { operationName: string };
      if (operationName !== 'GradeWine' && operationName !== 'Model') await awaited;
      await route.continue();
    });
    await open();
    await page.getByTestId('grade').waitFor();
    await page.getByRole('heading', { name: en.lift.heading }).waitFor();
    const button = page.getByRole('button', { name: en.compare.keep });
    const before = await button.boundingBox();
    letIn();
    await page.locator('.waterfall').waitFor();
    await page.locator('.curve').waitFor();
    await page.locator('.changes').waitFor();
    expect(before).not.toBeNull();
    expect(await button.boundingBox()).toEqual(before);
  });
});
