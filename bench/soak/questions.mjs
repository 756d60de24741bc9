import { makeWines, toInput, toRecord } from '../wines.mjs';

/**
 * @typedef {object} Question What is asked again and again.
 * @property {string} kind
 * @property {(version: string | undefined) => { path: string, body: string }} ask
 * @property {boolean} namesVersion whether its answer says which version it is of
 * @property {boolean} isRefused whether it is bad input, which no version answers
 */

const FIELDS = 'model { version } quality score';
const TRUST = `${FIELDS} interval { low high } warnings { feature }
  explanation { baseline contributions { feature contribution } }
  sensitivity(feature: ALCOHOL, steps: 9) { value score }
  whatIf(changes: { alcohol: 12.5 }) { quality score }`;
const one = (/** @type {string} */ fields) =>
  `query SoakWine($wine: WineInput!, $version: String) { predict(wine: $wine, version: $version) { ${fields} } }`;
const LIST = `query SoakList($wines: [WineInput!]!, $version: String) {
  predictBatch(wines: $wines, version: $version) {
    model { version } accepted rejected { index faults { field code } }
    predictions { quality score probabilityAtLeast(grade: 6) } } }`;

/** pH 14 is lye. */
const impossible = (/** @type {number[]} */ wine) => ({ ...toInput(wine), pH: 14 });

/**
 * The questions of the soak, by the clients that ask them in rotation: the same for the same seed.
 *
 * @param {number} seed
 * @returns {Record<string, Question[]>}
 */
export function makeQuestions(seed) {
  const wines = makeWines(40_000, seed);
  let next = 0;
  const take = (/** @type {number} */ count) => wines.slice(next, (next += count));
  const each = (/** @type {number} */ count, /** @type {(i: number) => Question} */ make) =>
    Array.from({ length: count }, (_, i) => make(i));
  const list = (/** @type {number} */ count) => () => {
    const inputs = take(count).map((wine, i) => (i % 50 === 7 ? impossible(wine) : toInput(wine)));
    return graphql(`lists of ${count}`, LIST, { wines: inputs });
  };
  return {
    singles: each(64, () => graphql('single wines', one(FIELDS), { wine: toInput(...take(1)) })),
    hundreds: each(16, list(100)),
    thousands: each(3, list(10_000)),
    trust: each(12, () => graphql('trust fields', one(TRUST), { wine: toInput(...take(1)) })),
    records: each(16, () => records(take(5))),
    bad: [
      ...each(4, () => refused(one(FIELDS), { wine: impossible(...take(1)) })),
      refused(one(FIELDS), { wine: { ...toInput(...take(1)), pH: 'sour' } }),
      refused(one('quality colour'), { wine: toInput(...take(1)) }),
      refused('query {', {}),
      {
        kind: 'bad input',
        ask: () => ({ path: '/predict', body: '[{}]' }),
        namesVersion: false,
        isRefused: true,
      },
      {
        kind: 'bad input',
        ask: () => ({ path: '/graphql', body: '{"query":' }),
        namesVersion: false,
        isRefused: true,
      },
    ],
  };
}

/** @param {string} kind @param {string} query @param {object} variables @returns {Question} */
function graphql(kind, query, variables) {
  // The long part is written once.
  const text = JSON.stringify({ query, variables }).slice(0, -2);
  const ask = (/** @type {string | undefined} */ version) => {
    const named = version === undefined ? '' : `,"version":${JSON.stringify(version)}`;
    return { path: '/graphql', body: `${text}${named}}}` };
  };
  return { kind, ask, namesVersion: true, isRefused: false };
}

/** @param {string} query @param {object} variables @returns {Question} */
const refused = (query, variables) => ({
  kind: 'bad input',
  ask: () => ({ path: '/graphql', body: JSON.stringify({ query, variables }) }),
  namesVersion: false,
  isRefused: true,
});

/** @param {number[][]} wines @returns {Question} */
function records(wines) {
  const body = JSON.stringify(wines.map(toRecord));
  const ask = (/** @type {string | undefined} */ version) => ({
    path: version === undefined ? '/predict' : `/predict?version=${version}`,
    body,
  });
  return { kind: 'POST /predict', ask, namesVersion: false, isRefused: false };
}
