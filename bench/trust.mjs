// What the trust fields cost: `node bench/trust.mjs` (after `npm run build`) prints a table. Times are
// of requests to a gateway of its own, wines are the benchmark's; every answer is checked before it
// counts. Prices are held against times: what a row of price takes should be the same for each field.
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { send } from './http-client.mjs';
import { SUBJECTS } from './subjects.mjs';
import { startSubject } from './subject-process.mjs';
import { makeWines, toInput } from './wines.mjs';

const WINES = 200;
const subject = SUBJECTS.find(({ name }) => name === 'provador');
if (!subject) throw new Error('expected the gateway among the subjects');
// A thousand explanations beside other work may take longer than is usually allowed.
const server = await startSubject(subject, { env: { DEADLINE_MS: '60000' } });
const wines = makeWines(1000, 5).map(toInput);

/**
 * @param {string} selection @param {object[]} asked
 * @returns {Promise<{ ms: number, cost: number, predictions: any[] }>}
 */
async function ask(selection, asked) {
  const query = `query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { predictions { ${selection} } } }`;
  const began = performance.now();
  const body = JSON.stringify({ query, variables: { wines: asked } });
  const { data, errors, extensions } = JSON.parse(
    (await send(`${server.url}/graphql`, { body })).text,
  );
  const ms = performance.now() - began;
  if (errors) throw new Error(JSON.stringify(errors[0]));
  return { ms, cost: extensions.cost, predictions: data.predictBatch.predictions };
}

/** @param {number[]} values @param {number} share */
const quantile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? NaN;

/** One wine a request. @param {(quality: number) => string} selection @param {(answer: any) => void} check */
async function alone(selection, check) {
  const times = [];
  let cost = 0;
  const answers = [];
  for (const wine of wines.slice(0, WINES)) {
    const [{ quality }] = (await ask('quality', [wine])).predictions;
    const answer = await ask(selection(quality), [wine]);
    check(answer.predictions[0]);
    times.push(answer.ms);
    cost = answer.cost;
    answers.push({ quality, ...answer.predictions[0] });
  }
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), mean, cost, answers };
}

/** @param {string} name @param {{ p50: number, p99: number, mean: number, cost: number }} figures */
const row = (name, { p50, p99, mean, cost }) =>
  console.log(
    `| ${name} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${cost} | ${((1000 * mean) / cost).toFixed(1)} |`,
  );

try {
  await ask(
    'explanation { baseline } improvement(targetQuality: 7) { distance }',
    wines.slice(0, 20),
  );
  console.log(
    '| field, one wine | p50, ms | p99, ms | price | µs a row of price |\n|---|---|---|---|---|',
  );
  row(
    'explanation',
    await alone(
      () => 'score explanation { baseline contributions { contribution } }',
      ({ score, explanation: { baseline, contributions } }) => {
        const sum = contributions.reduce((all, { contribution }) => all + contribution, baseline);
        if (Math.abs(sum - score) > 1e-5) throw new Error('an explanation does not add up');
      },
    ),
  );
  const improved = await alone(
    (quality) =>
      `improvement(targetQuality: ${Math.min(quality + 1, 8)}) { distance prediction { quality } }`,
    () => undefined,
  );
  row('improvement', improved);
  const fives = improved.answers.filter(({ quality }) => quality === 5);
  const found = fives.filter(({ improvement }) => improvement?.prediction.quality >= 6);
  row(
    'sensitivity, 201 steps',
    await alone(
      () => 'sensitivity(feature: ALCOHOL, steps: 201) { score }',
      ({ sensitivity }) => {
        if (sensitivity.length !== 201) throw new Error('expected 201 points');
      },
    ),
  );
  const batch = await ask('score explanation { baseline }', wines);
  console.log(
    `\nexplanations of 1,000 wines: ${batch.ms.toFixed(0)} ms, ${((1000 * batch.ms) / batch.cost).toFixed(1)} µs a row of price`,
  );
  console.log(`improvements found for ${found.length} of ${fives.length} wines graded 5`);

  const ratios = [];
  for (let round = 0; round < 40; round++) {
    const without = await ask('quality', wines);
    const interval = await ask('quality interval { low high }', wines);
    if (round >= 10) ratios.push(interval.ms / without.ms);
  }
  console.log(`1,000 wines with intervals: ${quantile(ratios, 0.5).toFixed(2)} × the time without`);

  let isDone = false;
  const explained = ask('explanation { baseline }', wines).then(() => (isDone = true));
  const singles = [];
  while (!isDone) singles.push((await ask('quality score', wines.slice(0, 1))).ms);
  await explained;
  console.log(
    `single wines meanwhile: p99 ${quantile(singles, 0.99).toFixed(1)} ms of ${singles.length}`,
  );
} finally {
  await server.stop();
}
process.exit(0);
