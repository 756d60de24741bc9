// node bench/keys.mjs [--rounds=7]: what checking API keys costs a single wine, the dearest case there is:
// gateways that want none, and that know 1, 100 and 1,000 keys with limits of their own, side by side in
// turns. Each is first seen to refuse a stranger and to answer as the one without keys.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { send } from './http-client.mjs';
import { buildGateway, installPeers } from './install.mjs';
import { measureLoad } from './measure-load.mjs';
import { PageOfFigures } from './report/page-of-figures.mjs';
import { rotatedBodies } from './requests.mjs';
import { alternate } from './rounds.mjs';
import { startSubject } from './subject-process.mjs';
import { SUBJECTS } from './subjects.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
const rounds = Number(values.rounds);
const KEYS = [0, 1, 100, 1000];
const CONNECTIONS = 32;
const WARM_ANSWERS = 20_000;
const SECONDS = 2;
/** Never used up, so that only counting is measured. */
const LIMITS = { requestsPerMinute: 1e9, costPerMinute: 2e9 };
/** The linear model: with it, everything else weighs most. */
const SHAPE = { version: '1', wines: 1, selection: /** @type {const} */ ('plain') };

buildGateway();
// The load's generator is one of their packages.
installPeers();
const subject = SUBJECTS.find(({ name }) => name === 'provador');
if (!subject) throw new Error('expected the gateway among the subjects');
const folder = mkdtempSync(path.join(os.tmpdir(), 'keys-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

const key = `pvd_${randomBytes(32).toString('base64url')}`;
const sha256 = (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex');

/** A gateway that knows so many keys, the one that is used last. @param {number} count */
async function start(count) {
  const file = path.join(folder, `${count}.json`);
  const keys = Array.from({ length: count }, (_, i) => ({
    name: `client ${i}`,
    sha256: sha256(i === count - 1 ? key : `another ${i}`),
    ...LIMITS,
  }));
  writeFileSync(file, JSON.stringify({ keys }));
  const env = count === 0 ? {} : { API_KEYS_FILE: file };
  return {
    count,
    server: await startSubject(/** @type {typeof SUBJECTS[0]} */ (subject), { env }),
  };
}

const gateways = await Promise.all(KEYS.map(start));
const headers = { 'x-api-key': key };
const body = rotatedBodies('graphql', SHAPE)[0]?.toString() ?? '';
const answers = new Set();
for (const { count, server } of gateways) {
  const url = `${server.url}/graphql`;
  const stranger = await send(url, { body });
  if (stranger.status !== (count === 0 ? 200 : 401)) {
    throw new Error(`${count} keys: a stranger got ${stranger.status}`);
  }
  answers.add((await send(url, { body, headers })).text);
}
if (answers.size !== 1 || ![...answers][0].includes('"score":')) {
  throw new Error(`expected one answer of all, but these came: ${[...answers].join(', ')}`);
}

const options = { shape: SHAPE, connections: CONNECTIONS, headers, warmUpSeconds: 0.3 };
for (const { server } of gateways) {
  await measureLoad(server, { ...options, seconds: 1, minAnswers: WARM_ANSWERS });
}
/** @type {Map<number, { winesPerSecond: number, cpu: number }[]>} by keys, a record a round */
const records = new Map(KEYS.map((count) => [count, []]));
await alternate(rounds, gateways, async ({ count, server }) => {
  const figures = await measureLoad(server, { ...options, seconds: SECONDS });
  const { winesPerSecond, cpuSecondsPerMillionWines: cpu } = figures;
  records.get(count)?.push({ winesPerSecond, cpu: cpu ?? NaN });
});
await Promise.all(gateways.map(({ server }) => server.stop()));

const page = new PageOfFigures('What checking API keys costs', 'node bench/keys.mjs', [
  'keys',
  'single wines a second',
  'of those without keys',
  'CPU of that without keys',
]);
const middle = (/** @type {number[]} */ of) => of.sort((a, b) => a - b)[of.length >> 1] ?? NaN;
const open = records.get(0) ?? [];
for (const [count, own] of records) {
  const ratio = (/** @type {'winesPerSecond' | 'cpu'} */ figure) =>
    own.map((record, round) => record[figure] / (open[round]?.[figure] ?? NaN));
  const range = (/** @type {number[]} */ of) => {
    const text = [middle(of), Math.min(...of), Math.max(...of)].map((one) => one.toFixed(2));
    return `${text[0]} (${text[1]}–${text[2]})`;
  };
  page.add(
    String(count),
    Math.round(middle(own.map((one) => one.winesPerSecond))).toLocaleString('en'),
    range(ratio('winesPerSecond')),
    range(ratio('cpu')),
  );
}
await page.write('keys');
