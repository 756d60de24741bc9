import { type Page } from 'playwright-core';
import { startGateway, type TestGateway } from '../support/gateway';
import { askWhenBusy, SLOW } from '../support/slow-gateway';
import { Example, INSTALL_MS } from './example';

interface ExamplePage {
  readonly name: string;
  /** Has it ask the gateway for grades. */
  readonly ask: (page: Page) => Promise<unknown>;
  /** Expects grades, and what is wrong with a wine. */
  readonly look: (page: Page) => Promise<void>;
}

const FAULT = 'pH must be from 2.5 to 4.5, but 14.5 came.';

/** The rows of a page's table, cell by cell, once they are there. */
async function rowsOf(page: Page): Promise<(string | null)[][]> {
  const rows = page.locator('tbody tr');
  await rows.first().waitFor();
  return rows.evaluateAll((elements) =>
    elements.map((row) => [...(row as HTMLTableRowElement).cells].map((cell) => cell.textContent)),
  );
}

const PAGES: readonly ExamplePage[] = [
  {
    name: 'react-apollo',
    ask: (page) => page.getByRole('button', { name: 'Grade it' }).click(),
    async look(page) {
      const pH = page.getByLabel('pH', { exact: true });
      await page.getByLabel('alcohol').fill('15.5');
      await this.ask(page);
      await page
        .getByText(/^Grade 6 \(score 6\.\d\d\), nine times in ten from \d to \d$/)
        .waitFor();
      await page.getByText('alcohol of 15.5 is above 14.9, the highest').waitFor();

      await pH.fill('14.5');
      await this.ask(page);
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('alert').allTextContents()).toEqual([FAULT]);
      expect(await pH.getAttribute('aria-invalid')).toBe('true');

      await pH.fill('3.3');
      await page.getByLabel('alcohol').fill('9.6');
      await this.ask(page);
      await page.getByText(/^Grade \d \(score 5\.\d\d\)/).waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
      expect(await page.getByText('the highest').count()).toBe(0);
    },
  },
  {
    name: 'urql',
    ask: (page) => page.getByRole('button', { name: 'Grade again' }).click(),
    async look(page) {
      expect(await rowsOf(page)).toEqual([
        ['lot-1', '5', '5.33', '2'],
        ['lot-2', '7', '6.53', '2'],
        ['lot-3', FAULT],
      ]);
      await page.getByLabel('Model version').selectOption('1');
      await page.getByRole('cell', { name: '5.54' }).waitFor();
      expect(await rowsOf(page)).toEqual([
        ['lot-1', '6', '5.54', '1'],
        ['lot-2', '6', '6.28', '1'],
        ['lot-3', FAULT],
      ]);
    },
  },
  {
    name: 'relay',
    ask: (page) => page.reload(),
    async look(page) {
      expect(await rowsOf(page)).toEqual([
        ['lot-1', '5 (5–6)', 'ALCOHOL: -0.19'],
        ['lot-2', '7 (6–7)', 'ALCOHOL: 0.58'],
        ['lot-3', FAULT],
      ]);
    },
  },
];

describe.each(PAGES)('examples/$name', (example) => {
  let gateway: TestGateway;
  let folder: Example;
  beforeAll(async () => {
    gateway = await startGateway(SLOW);
    folder = new Example(example.name, gateway.url);
    await folder.install();
    await folder.do('npm', 'run', 'build');
  }, INSTALL_MS);
  afterAll(() => gateway.stop());

  it('shows grades, and what is wrong with a wine', async () => {
    await folder.open((page) => example.look(page));
  }, 60_000);

  it('asks again when an overloaded gateway says so', async () => {
    await folder.open(async (page) => {
      await page.getByRole('heading').waitFor();
      await askWhenBusy(gateway, async () => {
        const graded = page.waitForResponse(
          (answer) => answer.url().endsWith('/graphql') && answer.status() === 200,
        );
        await example.ask(page);
        await graded;
      });
      expect(await page.getByRole('alert').count()).toBe(0);
    });
  }, 90_000);
});
