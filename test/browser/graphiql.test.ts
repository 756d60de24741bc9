import { openBrowser, type TestBrowser } from './open-browser';

describe('a browser at /graphiql', () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  it('gets an IDE from the gateway alone, with operations about a real wine that run as they are', async () => {
    const page = await browser.open('/graphiql');
    await page.getByRole('button', { name: 'Predict', exact: true }).waitFor();
    for (const name of ['PredictBatch', 'ExplainWine', 'WhatIf', 'Improvement']) {
      expect(await page.getByRole('button', { name, exact: true }).count()).toBe(1);
    }
    await page.getByRole('button', { name: /Execute query/ }).click();
    await page.locator('.graphiql-response').getByText('"quality"').first().waitFor();
    await page
      .getByRole('button', { name: /Documentation Explorer/ })
      .first()
      .click();
    await page.locator('.graphiql-doc-explorer').getByText('Query').first().waitFor();
    expect(browser.complaints).toEqual([]);
  }, 60_000);
});
