import { type Page } from 'playwright-core';
import { en } from '../../web/src/words/en';
import { askAxe } from './axe';
import { openBrowser, type TestBrowser } from './open-browser';

/** Each view in the state that has the most to look at. */
const STATES: Readonly<Record<string, { path: string; ready: (page: Page) => Promise<void> }>> = {
  'one wine, with a warning, a comparison and every section': {
    path: '/#/wine?wine=7.5,0.62,0.1,2,0.08,14,45,0.9975,3.4,0.57,15.5&with=9.1,0.33,0.42,2.3,0.067,12,27,0.9951,3.24,0.84,12.4',
    ready: async (page) => {
      await page.locator('.waterfall').waitFor();
      await page.locator('.curve path').first().waitFor();
      await page.locator('.changes').waitFor();
      await page.locator('.sides').waitFor();
    },
  },
  'a wine that cannot be': {
    path: '/#/wine?wine=7.5,0.62,0.1,2,0.08,90,45,0.9975,3.4,0.57,9.5',
    ready: (page) => page.locator('.grade .problem').waitFor(),
  },
  'many wines, before': { path: '/#/table', ready: (page) => page.locator('.drop').waitFor() },
  'many wines, graded': {
    path: '/#/table',
    ready: async (page) => {
      await page.getByRole('button', { name: en.table.sample }).click();
      await page.locator('.scroller .rejected').waitFor();
    },
  },
  'the model': { path: '/#/model', ready: (page) => page.locator('.card').waitFor() },
};

describe('the page is for everybody:', () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    expect(browser.complaints).toEqual([]);
  });

  describe.each(['light', 'dark'] as const)('axe finds nothing, %s:', (colorScheme) => {
    it.each(Object.entries(STATES))('%s', async (_name, { path, ready }) => {
      const page = await browser.open(path, { colorScheme });
      await ready(page);
      const { found, passed } = await askAxe(page);
      expect(found).toEqual([]);
      expect(passed).toBeGreaterThan(10);
      await page.close();
    });
  });

  it.each([360, 768, 1280])('nothing sticks out at a width of %d', async (width) => {
    for (const { path, ready } of Object.values(STATES)) {
      const page = await browser.open(path, { width });
      await ready(page);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([path, beyond <= 0]).toEqual([path, true]);
      await page.close();
    }
  });

  it('the keyboard reaches everything, and what it is on can be seen', async () => {
    const page = await browser.open('/');
    await page.getByTestId('grade').waitFor();
    const reached: string[] = [];
    for (let i = 0; i < 25; i++) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(() => {
          const element = document.activeElement;
          const outlined = element ? getComputedStyle(element).outlineStyle !== 'none' : false;
          return `${element?.tagName ?? ''}${outlined ? '' : ' without an outline'}`;
        }),
      );
    }
    expect(reached.filter((text) => text.includes('without'))).toEqual([]);
    expect(new Set(reached)).toEqual(new Set(['BUTTON', 'A', 'INPUT']));
  });

  it('the first stop of the keyboard skips to the content', async () => {
    const page = await browser.open('/');
    await page.getByTestId('grade').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe(en.skip);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  });

  it('a screen reader hears the grade when the slider has come to rest', async () => {
    const page = await browser.open('/');
    await page.getByTestId('grade').waitFor();
    const spoken = page.locator('.grade [role=status]');
    await spoken.getByText(/^Grade \d, \d to \d\.$/).waitFor({ state: 'attached' });
    const before = await spoken.textContent();
    await page.getByRole('button', { name: en.examples.fine }).click();
    await page.waitForFunction(
      (text) => document.querySelector('.grade [role=status]')?.textContent !== text,
      before,
    );
  });

  it('nothing moves by itself for those who asked for that', async () => {
    const page = await browser.open('/', { reducedMotion: 'reduce' });
    await page.getByTestId('grade').waitFor();
    const transitions = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter(
          (element) => getComputedStyle(element).transitionDuration !== '0s',
        ).length,
    );
    expect(transitions).toBe(0);
  });
});
