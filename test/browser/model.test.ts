import { type Page } from 'playwright-core';
import { en } from '../../web/src/words/en';
import { pt } from '../../web/src/words/pt';
import { EXAMPLES } from '../../web/src/wine/wine';
import { operation } from '../support/wines';
import { openBrowser, type TestBrowser } from './open-browser';

interface ModelFacts {
  readonly version: string;
  readonly isDefault: boolean;
  readonly sha256: string;
  readonly description: string;
  readonly metrics: readonly {
    readonly protocol: 'GROUPED' | 'PAPER';
    readonly meanAbsoluteDeviation: number;
    readonly kappa: number;
  }[];
}

describe.each([
  { locale: 'en-GB', words: en },
  { locale: 'pt-PT', words: pt },
])('the model, in $locale,', ({ locale, words }) => {
  let browser: TestBrowser;
  let page: Page;
  let models: readonly ModelFacts[];
  beforeAll(async () => {
    browser = await openBrowser();
    const { data } = await browser.gateway.query(operation('model-cards'));
    models = data?.['models'] as unknown as readonly ModelFacts[];
    page = await browser.open('/#/model', { locale });
    await page.getByRole('heading', { level: 1, name: words.model.heading }).waitFor();
    await page.locator('.card').waitFor();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    expect(browser.complaints).toEqual([]);
  });

  it('has its versions with status and hash, and tells which one answers', async () => {
    const items = await page.locator('.versions > li').allInnerTexts();
    expect(items).toHaveLength(models.length);
    models.forEach(({ version, sha256, description, isDefault }, i) => {
      expect(items[i]).toContain(words.model.version(version));
      expect(items[i]).toContain(words.model.status['READY']);
      expect(items[i]).toContain(sha256);
      expect(items[i]).toContain(description);
      expect(items[i]?.includes(words.model.answers)).toBe(isDefault);
    });
  });

  it('tells whether the wines that came are such as in training', async () => {
    const texts = () => page.locator('.versions > li').allInnerTexts();
    expect((await texts()).every((text) => text.includes(words.model.driftNone))).toBe(true);
    // 600 wines of one kind are not as the training wines are spread.
    const wines = new Array<typeof EXAMPLES.fine>(600).fill(EXAMPLES.fine);
    await browser.gateway.query(operation('predict-batch'), { wines });
    await page.reload();
    await page.locator('.card').waitFor();
    const [, second] = await texts();
    const rows = new Intl.NumberFormat(locale).format(600);
    const none = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1 });
    expect(second).toContain(words.model.driftRows(rows, none.format(0)));
    expect(second).toContain(`${words.fields.alcohol.name} (PSI `);
  });

  it("has both protocols' figures of each version", async () => {
    const format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: 3,
      maximumFractionDigits: 3,
    });
    const rows = await page
      .getByRole('region', { name: words.model.figures })
      .locator('tbody tr')
      .all();
    const cells = await Promise.all(
      rows.map(async (row) => (await row.locator('th, td').allInnerTexts()).slice(0, 3)),
    );
    expect(cells).toEqual(
      models.flatMap(({ version, metrics }) =>
        metrics.map((of) => [
          version,
          words.model.protocols[of.protocol],
          format.format(of.meanAbsoluteDeviation),
        ]),
      ),
    );
  });

  it('has the card of each version', async () => {
    await page.getByRole('button', { name: words.model.version('1') }).click();
    await page
      .locator('.card')
      .getByRole('heading', { name: 'Red wine quality, version 1' })
      .waitFor();
    await page.getByRole('button', { name: words.model.version('2') }).click();
    await page
      .locator('.card')
      .getByRole('heading', { name: 'Red wine quality, version 2' })
      .waitFor();
    expect(await page.locator('.card').innerText()).not.toContain('model-index');
  });
});
