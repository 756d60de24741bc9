/* global MutationObserver, PerformanceObserver, document, requestAnimationFrame, window */
// What the web page costs those who look at it: `node bench/page.mjs` (after `npm run build`) prints
// figures of a gateway and a Chromium of its own: first load, how soon a moved slider shows a new
// grade, and large tables with the longest freeze of the page and its memory.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { processTree } from './process-facts.mjs';
import { PageOfFigures } from './report/page-of-figures.mjs';
import { SUBJECTS } from './subjects.mjs';
import { startSubject } from './subject-process.mjs';
import { FEATURES, makeWines } from './wines.mjs';

const LOADS = 7;
const MOVES = 200;
const TABLES = [50_000, 200_000];

const subject = SUBJECTS.find(({ name }) => name === 'provador');
if (!subject) throw new Error('expected the gateway among the subjects');
const gateway = await startSubject(subject);
const server = await chromium.launchServer({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const browser = await chromium.connect(server.wsEndpoint());
const folder = mkdtempSync(path.join(os.tmpdir(), 'provador-bench-'));

/** @param {number[]} values @param {number} share */
const quantile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? NaN;
const report = new PageOfFigures('What the web page costs', 'node bench/page.mjs', [
  '',
  'measured',
]);
const show = (/** @type {string} */ name, /** @type {string} */ figure) => report.add(name, figure);

try {
  await firstLoad();
  await slider();
  for (const rows of TABLES) await table(rows);
  await report.write('page');
} finally {
  await browser.close();
  await server.close();
  await gateway.stop();
  rmSync(folder, { recursive: true });
}

/** From nothing in the cache to a grade on the screen. */
async function firstLoad() {
  const times = [];
  let bytes = 0;
  for (let i = 0; i < LOADS; i++) {
    const page = await browser.newPage();
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    bytes = 0;
    session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
    await page.goto(gateway.url, { waitUntil: 'commit' });
    await page.getByTestId('grade').waitFor();
    // The moment at which the grade was there, on the page's own clock.
    times.push(await page.evaluate(() => performance.now()));
    await page.locator('.changes').waitFor();
    await page.close();
  }
  show(
    'first load: until the grade is there and can be changed',
    `${quantile(times, 0.5).toFixed(0)} ms (worst of ${LOADS}: ${Math.max(...times).toFixed(0)})`,
  );
  show('first load: over the wire, every section with it', `${(bytes / 1000).toFixed(0)} kB`);
}

/** From the move of a slider to the frame that shows its grade, with explanations and curves beside it. */
async function slider() {
  const page = await browser.newPage();
  await page.goto(gateway.url);
  await page.locator('.changes').waitFor();
  await page.getByRole('slider', { name: /^Alcohol/ }).focus();
  await page.evaluate(() => {
    const state = { moved: NaN, /** @type {number[]} */ times: [] };
    Object.assign(window, { state });
    const score = document.querySelector('.score');
    if (!score) throw new Error('expected a score');
    document.addEventListener('input', () => (state.moved = performance.now()), true);
    new MutationObserver(() => {
      const { moved } = state;
      if (Number.isNaN(moved)) return;
      state.moved = NaN;
      requestAnimationFrame(() => state.times.push(performance.now() - moved));
    }).observe(score, { characterData: true, subtree: true, childList: true });
  });
  for (let i = 0; i < MOVES; i++) {
    await page.keyboard.press(i % 2 === 0 ? 'End' : 'Home');
    // Between two and forty moves a second.
    await sleep(25 + ((i * 137) % 475));
  }
  await sleep(500);
  const times = await page.evaluate(() => /** @type {any} */ (window).state.times);
  if (times.length < 0.9 * MOVES)
    throw new Error(`only ${times.length} of ${MOVES} moves were answered`);
  show(
    `a slider's move shows its grade (${times.length} moves)`,
    `p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms, worst ${Math.max(...times).toFixed(0)} ms`,
  );
  await page.close();
}

/** A table from the file to the last grade; long tasks are what the page freezes by. @param {number} rows */
async function table(rows) {
  const page = await browser.newPage();
  await page.goto(`${gateway.url}/#/table`);
  await page.evaluate(() => {
    const tasks = /** @type {number[]} */ ([]);
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask', buffered: true });
  });
  const head = FEATURES.map(({ column }) => column).join(';');
  const lines = makeWines(rows, 11).map((wine) => wine.join(';'));
  const name = `${rows}.csv`;
  const file = path.join(folder, name);
  // As a file: the page would otherwise have to unpack what the test sends it.
  writeFileSync(file, [head, ...lines].join('\n'));
  const began = performance.now();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.locator('.scroller').waitFor({ timeout: 300_000 });
  const seconds = (performance.now() - began) / 1000;
  const graded = await page.locator('.results strong').innerText();
  if (!graded.startsWith(`${rows.toLocaleString('en')} graded`)) throw new Error(graded);
  for (const column of ['Alcohol', 'Expected', 'Grade']) {
    await page.getByRole('columnheader', { name: column }).getByRole('button').click();
  }
  await page.locator('.scroller').evaluate((element) => element.scrollTo({ top: 1e6 }));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as CSV' }).click(),
  ]);
  const saved = path.join(folder, `graded-${name}`);
  await download.saveAs(saved);
  const written = readFileSync(saved, 'utf8').split('\n').length - 2;
  if (written !== rows)
    throw new Error(`expected ${rows} rows in the download, but ${written} came`);
  await sleep(300);
  const tasks = await page.evaluate(
    () => /** @type {number[]} */ (/** @type {any} */ (window).tasks),
  );
  const label = rows.toLocaleString('en');
  show(`${label} rows: read, graded and shown`, `${seconds.toFixed(1)} s`);
  show(
    `${label} rows: longest freeze, sorting and download with it`,
    `${Math.max(0, ...tasks).toFixed(0)} ms (${tasks.length} tasks over 50 ms)`,
  );
  show(
    `${label} rows: peak memory of the page's process`,
    `${(peakOfRenderers() / 2 ** 20).toFixed(0)} MiB`,
  );
  await page.close();
}

/** The most memory that a process of the browser's pages has had. */
function peakOfRenderers() {
  const peaks = processTree(server.process().pid ?? 0)
    .filter((pid) => read(pid, 'cmdline').includes('--type=renderer'))
    .map((pid) => Number(/VmHWM:\s+(\d+)/.exec(read(pid, 'status'))?.[1] ?? 0) * 1024);
  return Math.max(0, ...peaks);
}

/** @param {number} pid @param {string} name */
function read(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
