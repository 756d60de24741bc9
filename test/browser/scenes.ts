import { type Page } from 'playwright-core';
import { en } from '../../web/src/words/en';
import { EXAMPLES, toMeasurements, WINE_FIELDS } from '../../web/src/wine/wine';
import { type Reader } from './open-browser';

/** A view that the pages in docs/ show. */
export interface Scene {
  /** Its file in docs/pictures. */
  readonly file: string;
  readonly path: string;
  readonly reader?: Reader;
  /** Brings the opened page to where it is worth a picture. */
  readonly arrange: (page: Page) => Promise<unknown>;
}

/** A table of a few dozen wines between the page's examples, and one that cannot be. */
function someWines(): string {
  const [from, to] = [toMeasurements(EXAMPLES.poor), toMeasurements(EXAMPLES.fine)];
  const rows = Array.from({ length: 40 }, (_, row) =>
    from.map((value, i) =>
      (value + (((row * 7) % 40) / 39) * ((to[i] as number) - value)).toFixed(4),
    ),
  );
  const impossible = from.map((value, i) => (WINE_FIELDS[i] === 'pH' ? 14.5 : value));
  return [WINE_FIELDS, ...rows.slice(0, 5), impossible, ...rows.slice(5)]
    .map((row) => row.join(','))
    .join('\n');
}

/** Every picture, in the order of the pages. */
export const SCENES: readonly Scene[] = [
  {
    file: 'wine.webp',
    path: '/',
    arrange: (page) => page.getByTestId('grade').waitFor(),
  },
  {
    file: 'wine-phone-dark.webp',
    path: '/',
    reader: { width: 390, colorScheme: 'dark' },
    arrange: (page) => page.getByTestId('grade').waitFor(),
  },
  {
    file: 'table.webp',
    path: '/#/table',
    async arrange(page) {
      await page.getByLabel(en.table.choose).setInputFiles({
        name: 'wines.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(someWines()),
      });
      await page.getByText(en.table.done('40', '1')).waitFor();
    },
  },
  {
    file: 'graphiql.webp',
    path: '/graphiql',
    async arrange(page) {
      await page.getByRole('button', { name: /Execute query/ }).click();
      await page.locator('.graphiql-response').getByText('"quality"').first().waitFor();
    },
  },
];
