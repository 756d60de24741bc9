import { readFileSync } from 'node:fs';
import { type Page } from 'playwright-core';
import { en } from '../../web/src/words/en';
import { pt } from '../../web/src/words/pt';
import { EXAMPLES, toMeasurements, WINE_FIELDS } from '../../web/src/wine/wine';
import { goldenRows, operation, toWine } from '../support/wines';
import { openBrowser, type TestBrowser } from './open-browser';

/** As a spreadsheet set to Portuguese writes it: semicolons, decimal commas, columns in an order of its own. */
const RECORD = [
  'fixed acidity',
  'volatile acidity',
  'citric acid',
  'residual sugar',
  'chlorides',
  'free sulfur dioxide',
  'total sulfur dioxide',
  'density',
  'pH',
  'sulphates',
  'alcohol',
];

/** A table of so many wines, no two alike. */
function distinct(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) =>
    toMeasurements({ ...EXAMPLES.fine, totalSulfurDioxide: 30 + i / 1000 }).join(','),
  );
  return [WINE_FIELDS.join(','), ...lines].join('\n');
}

describe.each([
  { locale: 'en-GB', words: en },
  { locale: 'pt-PT', words: pt },
])('many wines, in $locale,', ({ locale, words }) => {
  let browser: TestBrowser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser.close());
  beforeEach(async () => {
    page = await browser.open('/#/table', { locale });
    await page.getByRole('heading', { level: 1, name: words.table.heading }).waitFor();
  });
  afterEach(async () => {
    await page.close();
    expect(browser.complaints.splice(0)).toEqual([]);
  });

  const choose = (text: string, name = 'wines.csv') =>
    page
      .getByLabel(words.table.choose)
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  const done = (graded: number, rejected: number) =>
    page.getByText(words.table.done(number(graded), number(rejected))).waitFor();
  /** The texts of a column's cells in sight. */
  const column = async (name: string): Promise<string[]> => {
    const heads = await page.locator('.scroller [role=columnheader]').allInnerTexts();
    const at = heads.findIndex((head) => head.startsWith(name));
    const rows = await page.locator('.rows [role=row]').all();
    return Promise.all(rows.map((row) => row.getByRole('cell').nth(at).innerText()));
  };
  const download = async (): Promise<string> => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: words.table.download }).click(),
    ]);
    return readFileSync(await file.path(), 'utf8');
  };

  it('are read with semicolons, decimal commas and columns in any order', async () => {
    const { wines } = { wines: [EXAMPLES.poor, EXAMPLES.fine] };
    const order = RECORD.map((_, i) => (i * 4) % 11);
    const lines = wines.map((wine) =>
      order.map((i) => String(toMeasurements(wine)[i]).replace('.', ',')).join(';'),
    );
    await choose([order.map((i) => `"${RECORD[i] ?? ''}"`).join(';'), ...lines].join('\r\n'));
    await done(2, 0);
    const { data } = await browser.gateway.query(operation('predict-batch'), { wines });
    const { predictions } = data?.['predictBatch'] as unknown as {
      predictions: { quality: number }[];
    };
    expect(await column(words.table.grade)).toEqual(
      predictions.map(({ quality }) => String(quality)),
    );
  });

  it('show which columns were recognised, and which are not used', async () => {
    await choose(
      `${RECORD.join('\t')}\tvineyard\n${toMeasurements(EXAMPLES.fine).join('\t')}\tHill\n`,
      'w.tsv',
    );
    await done(1, 0);
    await page.getByText(words.table.recognised('11')).click();
    await page.getByText(words.table.ignored('vineyard')).waitFor();
    await page.getByRole('cell', { name: 'residual sugar', exact: true }).waitFor();
  });

  it('show which columns are missing, and are not graded then', async () => {
    await choose('alcohol,pH\n9.4,3.5\n');
    await page.getByText(words.table.missingLead).waitFor();
    await page.getByText(`${words.fields.chlorides.name} (chlorides)`).waitFor();
    await page.getByText(words.table.recognised('2')).waitFor();
    expect(await page.getByRole('button', { name: words.table.download }).count()).toBe(0);
  });

  it('show the faults beside a rejected row, in words', async () => {
    const row = (wine: object) => Object.values(wine).join(',');
    await choose(
      [
        `id,${WINE_FIELDS.join(',')}`,
        `good,${row(EXAMPLES.fine)}`,
        `sour,${row({ ...EXAMPLES.fine, pH: 14.5 })}`,
        `gone,${row({ ...EXAMPLES.fine, alcohol: '' })}`,
      ].join('\n'),
    );
    await done(1, 2);
    await page.getByLabel(words.table.rejectedOnly).check();
    expect(await column(words.table.id)).toEqual(['sour', 'gone']);
    expect(await column(words.table.faults)).toEqual([
      words.faults.UNPHYSICAL_VALUE('pH', number(2.5), number(4.5)),
      words.faults.MISSING_VALUE(words.fields.alcohol.name),
    ]);
    expect(await download()).toMatch(
      /^id,quality,score,interval_low,interval_high,probability_3,.*,faults\ngood,7,6[.\d]+,7,7,.*\nsour,,,,,(,)+"?pH must be from 2.5 to 4.5, but 14.5 came."?\ngone,,,,,(,)+alcohol must be given.\n$/,
    );
  });

  it('are downloaded with the very figures of the gateway', async () => {
    const { rows } = goldenRows('2');
    const wines = rows.map(({ measurements }) => toWine(measurements));
    await choose(
      [WINE_FIELDS.join(','), ...wines.map((wine) => toMeasurements(wine).join(','))].join('\n'),
    );
    await done(wines.length, 0);
    const { data } = await browser.gateway.query(operation('score-wines'), { wines });
    const { predictions } = data?.['predictBatch'] as unknown as {
      predictions: {
        quality: number;
        score: number;
        interval: { low: number; high: number };
        probabilities: { probability: number }[];
      }[];
    };
    const expected = predictions.map(({ quality, score, interval, probabilities }) =>
      [
        quality,
        score,
        interval.low,
        interval.high,
        ...probabilities.map((of) => of.probability),
        '',
      ].join(','),
    );
    expect((await download()).trim().split('\n').slice(1)).toEqual(expected);
  });

  it('are spread over the grades in a histogram', async () => {
    const { rows } = goldenRows('2');
    const lines = rows.map(({ measurements }) => measurements.join(','));
    await choose([WINE_FIELDS.join(','), ...lines].join('\n'));
    await done(rows.length, 0);
    const bars = page.locator('table.bars tbody tr');
    const counts = await bars.locator('.text').allInnerTexts();
    const sum = counts.map((text) => parseInt(text)).reduce((a, b) => a + b);
    expect(sum).toBe(rows.length);
  });

  it('are sorted by a column, and only the rows in sight are in the document', async () => {
    const many = Array.from({ length: 3000 }, (_, i) =>
      toMeasurements({ ...EXAMPLES.fine, alcohol: 9 + (i % 50) / 10 }).join(','),
    );
    await choose([WINE_FIELDS.join(','), ...many].join('\n'));
    await done(3000, 0);
    expect(await page.locator('.rows [role=row]').count()).toBeLessThan(60);
    expect(await page.locator('.scroller [role=table]').getAttribute('aria-rowcount')).toBe('3001');
    const head = page.getByRole('columnheader', { name: words.fields.alcohol.name });
    await head.getByRole('button').click();
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect((await column(words.fields.alcohol.name))[0]).toBe('9');
    await head.getByRole('button').click();
    expect((await column(words.fields.alcohol.name))[0]).toBe(number(13.9));
  });

  it('tell how far they are, and stop when cancelled', async () => {
    // The limits and one batch are answered; the next two wait until the table was cancelled.
    let asked = 0;
    let goOn = (): void => undefined;
    const cancelled = new Promise<void>((resolve) => (goOn = resolve));
    await page.route('**/graphql', async (route) => {
      if (++asked > 2) await cancelled;
      await route.continue();
    });
    await choose(distinct(9000));
    await page.getByText(words.table.progress(number(1000), number(9000))).waitFor();
    expect(await page.getByRole('progressbar').getAttribute('value')).toBe('1000');
    await page.getByRole('button', { name: words.table.cancel }).click();
    goOn();
    await done(3000, 0);
    await page.getByText(words.table.cancelled(number(3000))).waitFor();
  });

  it('stop with words when the gateway is overloaded, and go on when asked', async () => {
    let full = true;
    let asked = 0;
    await page.route('**/graphql', async (route) => {
      // The limits and two batches are answered.
      if (++asked <= 3 || !full) return route.continue();
      const errors = [{ message: 'full', extensions: { code: 'OVERLOADED' } }];
      return route.fulfill({ json: { errors, data: null } });
    });
    await choose(distinct(5000));
    await page.getByText(words.problems.overloaded).waitFor();
    await done(2000, 0);
    full = false;
    await page.getByRole('button', { name: words.retry }).click();
    await done(5000, 0);
  });

  it('go nowhere but to this gateway', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByRole('button', { name: words.table.sample }).click();
    await done(3, 1);
    expect(asked.filter((url) => url.endsWith('/graphql')).length).toBeGreaterThan(0);
    expect(asked.every((url) => url.startsWith(browser.gateway.url))).toBe(true);
  });

  it('say so when there are none', async () => {
    await choose(`${WINE_FIELDS.join(',')}\n`);
    await page.getByText(words.table.empty).waitFor();
  });
});
