import { type Page } from 'playwright-core';
import { startGateway, type TestGateway } from '../support/gateway';
import { askWhenBusy, SLOW } from '../support/slow-gateway';
import { Example, INSTALL_MS } from './example';

/** What is done with the page of an example. */
export interface PageExample {
  /** Its folder. */
  readonly name: string;
  /** Has it ask the gateway for grades. */
  readonly ask: (page: Page) => Promise<unknown>;
  /** Expects grades, and what is wrong with a wine. */
  readonly look: (page: Page) => Promise<void>;
}

/** What is wrong with the wine that each example has rejected. */
export const FAULT = 'pH must be from 2.5 to 4.5, but 14.5 came.';

/** The rows of a page's table, cell by cell, once they are there. */
export async function rowsOf(page: Page): Promise<(string | null)[][]> {
  const rows = page.locator('tbody tr');
  await rows.first().waitFor();
  return rows.evaluateAll((elements) =>
    elements.map((row) => [...(row as HTMLTableRowElement).cells].map((cell) => cell.textContent)),
  );
}

/** Builds an example's page, and looks at it in a real browser, also while the gateway is overloaded. */
export function describePage(example: PageExample): void {
  describe(`examples/${example.name}`, () => {
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
}
