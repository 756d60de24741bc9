import { type Page } from 'playwright-core';
import { en } from '../../web/src/words/en';
import { pt } from '../../web/src/words/pt';
import { EXAMPLES, type Wine } from '../../web/src/wine/wine';
import { operation } from '../support/wines';
import { openBrowser, type TestBrowser } from './open-browser';

interface Grade {
  readonly quality: number;
  readonly score: number;
  readonly interval: { readonly low: number; readonly high: number };
  readonly probabilities: readonly { readonly grade: number; readonly probability: number }[];
}

describe.each([
  { locale: 'en-GB', words: en, comma: '.' },
  { locale: 'pt-PT', words: pt, comma: ',' },
])('one wine, in $locale,', ({ locale, words, comma }) => {
  let browser: TestBrowser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser.close());
  beforeEach(async () => {
    page = await browser.open('/', { locale });
    await page.getByTestId('grade').waitFor();
  });
  afterEach(async () => {
    await page.close();
    expect(browser.complaints.splice(0)).toEqual([]);
  });

  const number = (value: number, digits: number) => value.toFixed(digits).replace('.', comma);
  const gradeOf = async (wine: Wine): Promise<Grade> => {
    const { data } = await browser.gateway.query(operation('grade-wine'), { wine });
    return data?.['predict'] as unknown as Grade;
  };
  const shown = () => page.getByTestId('grade').innerText();
  const slider = (field: keyof typeof words.fields) =>
    page.getByRole('slider', { name: new RegExp(`^${words.fields[field].name}`) });
  const field = (name: keyof typeof words.fields) =>
    page.getByRole('textbox', { name: words.wine.valueOf(words.fields[name].name), exact: true });
  const section = (heading: string) => page.getByRole('region', { name: heading, exact: true });
  /** Waits until the grade panel shows a score. */
  const showsScore = (score: number) =>
    page
      .locator('.score')
      .getByText(words.wine.score(number(score, 2)))
      .waitFor();

  it('speaks the language of the browser', async () => {
    expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(words.wine.heading);
    expect(await page.title()).toBe(words.title);
  });

  it('has a slider and a number field with its unit for each measurement', async () => {
    for (const [name, { name: text }] of Object.entries(words.fields)) {
      const key = name as keyof typeof words.fields;
      expect([text, await slider(key).count(), await field(key).count()]).toEqual([text, 1, 1]);
    }
    expect(await slider('alcohol').getAttribute('aria-valuetext')).toBe(`${number(9.6, 1)} % vol`);
    expect(await page.locator('label[for=slider-density]').innerText()).toContain('g/cm³');
  });

  it('marks the training range on the track of each', async () => {
    const track = await page.locator('.track', { has: slider('alcohol') }).boundingBox();
    const seen = await page
      .locator('.track', { has: slider('alcohol') })
      .locator('.seen')
      .boundingBox();
    const [min, max] = [
      await slider('alcohol').getAttribute('min'),
      await slider('alcohol').getAttribute('max'),
    ];
    const share = (14.9 - 8.4) / (Number(max) - Number(min));
    expect((seen?.width ?? 0) / (track?.width ?? 1)).toBeCloseTo(share, 2);
  });

  it('shows the grade, its interval and its distribution as the gateway gives them', async () => {
    const { quality, score, interval, probabilities } = await gradeOf(EXAMPLES.middling);
    expect(await shown()).toBe(String(quality));
    await showsScore(score);
    const panel = section(words.wine.grade);
    const confidence = new Intl.NumberFormat(locale, { style: 'percent' }).format(0.9);
    expect(await panel.locator('.interval').innerText()).toBe(
      words.wine.interval(String(interval.low), String(interval.high), confidence),
    );
    const rows = await panel.getByRole('row').allInnerTexts();
    expect(rows.slice(1).map((row) => row.split(/\s/)[0])).toEqual(
      probabilities.map(({ grade }) => String(grade)),
    );
  });

  it.each(['poor', 'middling', 'fine'] as const)(
    'starts from a %s one by a click',
    async (name) => {
      await page.getByRole('button', { name: words.examples[name] }).click();
      await showsScore((await gradeOf(EXAMPLES[name])).score);
    },
  );

  it('answers while a slider moves', async () => {
    const track = await slider('alcohol').boundingBox();
    const { x, y, width, height } = track ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(x + width * 0.25, y + height / 2);
    await page.mouse.down();
    for (const place of [0.4, 0.5, 0.6]) {
      const before = await page.locator('.score').innerText();
      await page.mouse.move(x + width * place, y + height / 2);
      // The button of the mouse is still down.
      await page.waitForFunction(
        (text) => document.querySelector('.score')?.textContent !== text,
        before,
      );
    }
    await page.mouse.up();
    const alcohol = Number(await slider('alcohol').inputValue());
    await showsScore((await gradeOf({ ...EXAMPLES.middling, alcohol })).score);
  });

  it('takes a number with a point or a comma', async () => {
    for (const text of ['0.75', '0,85']) {
      await field('sulphates').fill(text);
      const sulphates = Number(text.replace(',', '.'));
      await showsScore((await gradeOf({ ...EXAMPLES.middling, sulphates })).score);
    }
    await field('sulphates').fill('three');
    await page.getByText(words.wine.notANumber).waitFor();
    await field('sulphates').press('Tab');
    expect(await field('sulphates').inputValue()).toBe(number(0.85, 2));
  });

  it('says in words what the model has not seen', async () => {
    await field('alcohol').fill('15.5');
    const name = words.fields.alcohol.name;
    await page.getByText(words.wine.above(name, number(15.5, 1), number(14.9, 1))).waitFor();
  });

  it('says in words why a wine cannot be', async () => {
    await field('freeSulfurDioxide').fill('60');
    await page.getByText(words.problems.impossible).waitFor();
    await page.getByText(words.faults.INCONSISTENT_VALUES('45')).waitFor();
    expect(await field('freeSulfurDioxide').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByTestId('grade').count()).toBe(0);
    await field('freeSulfurDioxide').fill('14');
    await page.getByTestId('grade').waitFor();
  });

  it('gives its reasons as a waterfall from the baseline to the score', async () => {
    const reasons = section(words.reasons.heading);
    await reasons.getByRole('row').nth(12).waitFor();
    const { data } = await browser.gateway.query(operation('explain-wine'), {
      wine: EXAMPLES.middling,
    });
    const { score, explanation } = data?.['predict'] as unknown as {
      score: number;
      explanation: { baseline: number; contributions: { contribution: number }[] };
    };
    const effects = await reasons.locator('tbody td:nth-child(4)').allInnerTexts();
    expect(effects[0]).toBe(number(explanation.baseline, 2));
    expect(effects.at(-1)).toBe(number(score, 2));
    const sizes = effects.slice(1, -1).map((text) => Math.abs(Number(text.replace(',', '.'))));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(sizes).toHaveLength(11);
    const [first] = await reasons.locator('.step').all();
    const [baseline] = await reasons.locator('.mark').all();
    const [step, mark] = [await first?.boundingBox(), await baseline?.boundingBox()];
    // The first step is downwards, so that it ends where the baseline is marked.
    expect((step?.x ?? 0) + (step?.width ?? 0)).toBeCloseTo(mark?.x ?? NaN, 0);
  });

  it('shows the curve of a measurement that is clicked, as a drawing, a text and a table', async () => {
    const { name } = words.fields.sulphates;
    await page.getByRole('button', { name: words.wine.showCurve(name) }).click();
    const curve = section(words.curve.heading);
    await curve
      .locator('figcaption')
      .getByText(new RegExp(`${name}.*${number(0.12, 2)}`))
      .waitFor();
    expect(await curve.locator('svg path').getAttribute('d')).toMatch(/^M[\d.,L-]+/);
    expect(await curve.locator('svg').textContent()).toContain(words.curve.training);
    await curve.getByText(words.curve.asTable).click();
    expect(await curve.getByRole('row').count()).toBe(14);
    await page.waitForFunction(() => location.hash.includes('curve=sulphates'));
  });

  it('lists what would lift it, applied by one click', async () => {
    const lift = section(words.lift.heading);
    await lift.getByRole('button', { name: words.lift.applyAll }).click();
    const { quality } = await gradeOf(EXAMPLES.middling);
    await page.waitForFunction(
      (grade) => document.querySelector('[data-testid=grade]')?.textContent === grade,
      String(quality + 1),
    );
    expect(await lift.getByRole('combobox').locator('option').first().innerText()).toBe(
      String(quality + 2),
    );
  });

  it('compares two wines side by side', async () => {
    const compare = section(words.compare.heading);
    await compare.getByRole('button', { name: words.compare.keep }).click();
    await compare.getByRole('table').waitFor();
    await page.getByRole('button', { name: words.examples.fine }).click();
    const [before, after] = [await gradeOf(EXAMPLES.middling), await gradeOf(EXAMPLES.fine)];
    await showsScore(after.score);
    // The kept wine's grade comes by a question of its own.
    const showsGrades = (...grades: string[]) =>
      page.waitForFunction((wanted) => {
        const cells = document.querySelectorAll('.compare tbody tr:first-child td');
        return wanted.every((grade, i) => cells[i]?.textContent === grade);
      }, grades);
    const cells = () => compare.locator('tbody tr').first().locator('td').allInnerTexts();
    const difference = `+${after.quality - before.quality}`;
    const [better, worse] = [String(after.quality), String(before.quality)];
    await showsGrades(better, worse);
    expect(await cells()).toEqual([better, worse, difference]);
    await compare.getByRole('button', { name: words.compare.swap }).click();
    await showsScore(before.score);
    await showsGrades(worse, better);
    expect((await cells()).slice(0, 2)).toEqual([worse, better]);
    await compare.getByRole('button', { name: words.compare.stop }).click();
    await compare.getByRole('table').waitFor({ state: 'detached' });
    expect(await compare.getByRole('table').count()).toBe(0);
  });

  it('is in the address, so that a link shows the same wine', async () => {
    await page.getByRole('button', { name: words.examples.fine }).click();
    await page.waitForFunction(() => location.hash.includes('9.1,0.33'));
    const { hash } = new URL(page.url());
    const other = await browser.open(`/${hash}`, { locale });
    await other.getByTestId('grade').waitFor();
    const fine = await gradeOf(EXAMPLES.fine);
    expect(await other.getByTestId('grade').innerText()).toBe(String(fine.quality));
    expect(await other.getByRole('slider').first().inputValue()).toBe('9.1');
    await other.close();
  });

  it('says in words that the gateway is overloaded, and tries again when asked', async () => {
    let refused = 0;
    await page.route('**/graphql', async (route) => {
      refused++;
      const errors = [{ message: 'full', extensions: { code: 'OVERLOADED' } }];
      await route.fulfill({ json: { errors, data: null } });
    });
    await page.getByRole('button', { name: words.examples.fine }).click();
    const panel = section(words.wine.grade);
    await panel.getByText(words.problems.overloaded).waitFor();
    // It tried by itself before it said so.
    expect(refused).toBeGreaterThanOrEqual(3);
    await page.unroute('**/graphql');
    await panel.getByRole('button', { name: words.retry }).click();
    await showsScore((await gradeOf(EXAMPLES.fine)).score);
  });

  it('says in words that the gateway cannot be reached', async () => {
    await page.route('**/graphql', (route) => route.abort());
    await page.getByRole('button', { name: words.examples.fine }).click();
    await section(words.wine.grade).getByText(words.problems.unreachable).waitFor();
    // The browser itself complains of each request that failed, the last ones until the page is closed.
    await page.close();
    const others = browser.complaints.splice(0).filter((text) => !text.includes('ERR_FAILED'));
    expect(others).toEqual([]);
  });

  it('changes its language by the switch, and keeps it', async () => {
    const [other, label] = words === en ? [pt, 'Português'] : [en, 'English'];
    await page.getByRole('button', { name: label }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(other.wine.heading);
    await page.reload();
    await page.getByTestId('grade').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(other.wine.heading);
  });
});
