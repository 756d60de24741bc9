import { type Page } from 'playwright-core';
import { en } from '../../web/src/words/en';
import { pt } from '../../web/src/words/pt';
import { ISSUER, AUDIENCE, newApiKey, newIssuer } from '../support/credentials';
import { TemporaryFolder } from '../support/temporary';
import { askAxe } from './axe';
import { openBrowser, type TestBrowser } from './open-browser';

describe.each([
  { locale: 'en-GB', words: en },
  { locale: 'pt-PT', words: pt },
])(
  'a gateway that wants to know who asks, and executes listed operations only, in $locale:',
  ({ locale, words }) => {
    const folder = new TemporaryFolder();
    const { key, entry } = newApiKey('cellar');
    let token: string;
    let browser: TestBrowser;
    let page: Page;
    beforeAll(async () => {
      const issuer = await newIssuer();
      token = await issuer.sign({});
      browser = await openBrowser({
        API_KEYS_FILE: folder.write('keys.json', { keys: [entry] }),
        JWKS: folder.write('jwks.json', issuer.keySet),
        JWT_ISSUER: ISSUER,
        JWT_AUDIENCE: AUDIENCE,
        PERSISTED_OPERATIONS: 'only',
      });
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      folder.remove();
    });
    afterEach(async () => {
      await page.close();
      // Chromium tells of each refusal; nothing else may go wrong.
      const others = browser.complaints.splice(0).filter((text) => !text.includes('401'));
      expect(others).toEqual([]);
    });

    const field = () => page.getByLabel(words.key.label);
    const enter = async (secret: string) => {
      await field().fill(secret);
      await page.getByRole('button', { name: words.key.use }).click();
    };

    it('the page asks for a key, says when it is not known, and answers with the right one', async () => {
      page = await browser.open('/', { locale });
      await page.getByText(words.key.lead).waitFor();
      expect((await askAxe(page)).found).toEqual([]);
      await enter('pvd_of-another-gateway');
      await page.getByText(words.key.refused).waitFor();
      await enter(key);
      await page.locator('.waterfall').waitFor();
      expect(await field().count()).toBe(0);
      // The address is for others to see.
      expect(page.url()).not.toContain(key);
      await page.reload();
      await page.locator('.waterfall').waitFor();
    });

    it('a token does as well, also for many wines and the model', async () => {
      page = await browser.open('/#/table', { locale });
      await page.getByRole('button', { name: words.table.sample }).click();
      await enter(token);
      await page.getByRole('button', { name: words.retry }).click();
      await page.locator('.scroller .rejected').waitFor();
      await page.getByRole('link', { name: words.views.model }).click();
      await page.locator('.card').waitFor();
    });
  },
);
