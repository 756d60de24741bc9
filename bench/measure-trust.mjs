// What the trust fields cost, asked of a gateway over HTTP; every answer is checked before it counts.
import { performance } from 'node:perf_hooks';
import { send } from './http-client.mjs';
import { makeWines, toInput } from './wines.mjs';
import { assertEqual, explainHere, startShap } from './shap-peer.mjs';

const MANY = 1000;
const LIST = 100;
const BATCH_ROUNDS = 40;
const WARM_ROUNDS = 10;
const EXPLANATION = 'score explanation { baseline contributions { contribution } }';

/** The fields with a price, each with what is asked and what must hold of an answer. */
const FIELDS = [
  { field: 'explanation', selection: () => EXPLANATION, check: addsUp },
  {
    field: 'improvement',
    selection: (/** @type {number} */ quality) =>
      `improvement(targetQuality: ${Math.min(quality + 1, 8)}) { distance prediction { quality } }`,
    check: (/** @type {any} */ { improvement }, /** @type {number} */ quality) =>
      !improvement || improvement.prediction.quality >= Math.min(quality + 1, 8),
  },
  {
    field: 'sensitivity, 201 steps',
    selection: () => 'sensitivity(feature: ALCOHOL, steps: 201) { score }',
    check: (/** @type {any} */ { sensitivity }) => sensitivity.length === 201,
  },
];

/** Asks a gateway. @param {string} url */
export function asker(url) {
  return async (/** @type {string} */ selection, /** @type {number[][]} */ wines) => {
    const query = `query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { predictions { ${selection} } } }`;
    const variables = { wines: wines.map((wine) => toInput(wine)) };
    const body = JSON.stringify({ query, variables });
    const began = performance.now();
    const { text } = await send(`${url}/graphql`, { body });
    const ms = performance.now() - began;
    const { data, errors, extensions } = JSON.parse(text);
    if (errors) throw new Error(errors[0].message);
    return { ms, price: extensions.cost, predictions: data.predictBatch.predictions };
  };
}

/** @typedef {ReturnType<typeof asker>} Ask */

/**
 * The time and the price of each field, for one wine a request and for lists.
 *
 * @param {Ask} ask @param {number[][]} wines
 */
export async function measureFields(ask, wines) {
  const grades = (await ask('quality', wines)).predictions.map(({ quality }) => quality);
  // Lists have one target, which is above all of their grades.
  const fives = wines.filter((_, i) => grades[i] === 5);
  const list = Array.from({ length: LIST }, (_, i) => fives[i % fives.length]);
  const records = [];
  for (const { field, selection, check } of FIELDS) {
    for (const length of [1, LIST]) {
      const asked = length === 1 ? wines : [...list, ...list, ...list];
      const times = [];
      let price = 0;
      for (let at = 0; at + length <= asked.length; at += length) {
        const quality = length === 1 ? grades[at] : 5;
        const answer = await ask(selection(quality), asked.slice(at, at + length));
        if (!answer.predictions.every((own) => check(own, quality))) {
          throw new Error(`${field} answers wrong`);
        }
        times.push(answer.ms);
        price = answer.price;
      }
      const [p50Ms, p99Ms] = [quantile(times, 0.5), quantile(times, 0.99)];
      const microsecondsARow = (1000 * p50Ms) / price;
      records.push({ field, wines: length, price, p50Ms, p99Ms, microsecondsARow });
    }
  }
  return records;
}

/** For how many of the wines graded 5 a better grade was found. @param {Ask} ask @param {number[][]} wines */
export async function findImprovements(ask, wines) {
  const { predictions } = await ask('quality', wines);
  const fives = wines.filter((_, i) => predictions[i].quality === 5);
  const found = await ask('improvement(targetQuality: 6) { prediction { quality } }', fives);
  const better = found.predictions.filter(
    ({ improvement }) => improvement?.prediction.quality >= 6,
  );
  return { fives: fives.length, found: better.length };
}

/** What intervals add to a list of 1,000 wines, and what explanations of 1,000 do to single wines. @param {Ask} ask */
export async function measureBesides(ask) {
  const wines = makeWines(MANY, 5);
  const ratios = [];
  for (let round = 0; round < BATCH_ROUNDS; round++) {
    const plain = await ask('quality', wines);
    const interval = await ask('quality interval { low high }', wines);
    if (round >= WARM_ROUNDS) ratios.push(interval.ms / plain.ms);
  }
  let isDone = false;
  const explained = ask(EXPLANATION, wines).then(() => (isDone = true));
  const singles = [];
  while (!isDone) singles.push((await ask('quality score', wines.slice(0, 1))).ms);
  await explained;
  return {
    intervalRatio: quantile(ratios, 0.5),
    singles: singles.length,
    singleP99Ms: quantile(singles, 0.99),
  };
}

/**
 * Explanations of 1,000 wines: the gateway, over HTTP, against shap, in turns. Answers are checked first.
 *
 * @param {Ask} ask @param {number} rounds
 */
export async function measureAgainstShap(ask, rounds) {
  const wines = makeWines(MANY, 5);
  const shap = await startShap(wines);
  try {
    const here = explainHere(wines);
    const apart = assertEqual(here.columns, shap.contributions);
    const { predictions } = await ask(EXPLANATION, wines);
    const served = predictions.flatMap(({ explanation }) =>
      explanation.contributions.map(({ contribution }) => contribution),
    );
    assertEqual(here.measurements, { values: Float64Array.from(served), width: 11 });
    const records = [];
    for (let round = 0; round < rounds; round++) {
      const shapMs = await shap.measure();
      const { ms } = await ask(EXPLANATION, wines);
      records.push({ round, provadorMs: ms, shapMs, apart });
    }
    return records;
  } finally {
    shap.stop();
  }
}

/** @param {any} prediction */
function addsUp({ score, explanation: { baseline, contributions } }) {
  const sum = contributions.reduce((all, { contribution }) => all + contribution, baseline);
  return Math.abs(sum - score) <= 1e-5;
}

/** @param {number[]} values @param {number} share */
const quantile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? NaN;
