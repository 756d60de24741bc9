import { Buffer } from 'node:buffer';
import { makeWines, toInput, toRecord } from './wines.mjs';

/**
 * @typedef {'plain' | 'full'} Selection `quality score`, or everything of the contract.
 * @typedef {'graphql' | 'json' | 'records'} Protocol How a subject is asked: by GraphQL, as the floor
 *   takes it, or as the old API does.
 * @typedef {object} Shape What is asked.
 * @property {string} version @property {number} wines @property {Selection} selection
 */

const FULL = `wineId quality score probabilities { grade probability } probabilityAtLeast(grade: 6)
  warnings { feature value trainingMin trainingMax message } model { name version }`;
const REJECTED = 'rejected { index wineId faults { field code message min max } }';
const prediction = { plain: 'quality score', full: FULL };
const batch = {
  plain: `predictions { ${prediction.plain} }`,
  full: `predictions { ${FULL} } ${REJECTED} accepted`,
};

const DOCUMENTS = {
  single: (/** @type {Selection} */ selection) =>
    `query Predict($wine: WineInput!, $version: String) {
  predict(wine: $wine, version: $version) { ${prediction[selection]} } }`,
  batch: (/** @type {Selection} */ selection) =>
    `query PredictBatch($wines: [WineInput!]!, $version: String) {
  predictBatch(wines: $wines, version: $version) { ${batch[selection]} } }`,
};

/**
 * The path that a subject is asked at.
 *
 * @param {Protocol} protocol @param {Shape} shape
 */
export function pathOf(protocol, { version, selection }) {
  if (protocol === 'graphql') return '/graphql';
  if (protocol === 'records') return '/predict';
  return `/predict?version=${version}&selection=${selection}`;
}

/**
 * A request body for these wines.
 *
 * @param {Protocol} protocol @param {Shape} shape @param {number[][]} wines
 */
export function bodyOf(protocol, { version, selection }, wines) {
  if (protocol === 'records') return JSON.stringify(wines.map(toRecord));
  // References are sent where they are asked back.
  const inputs = wines.map((wine, i) => toInput(wine, selection === 'full' ? `w${i}` : undefined));
  if (protocol === 'json') return JSON.stringify({ wines: inputs });
  return wines.length === 1
    ? JSON.stringify({
        query: DOCUMENTS.single(selection),
        variables: { wine: inputs[0], version },
      })
    : JSON.stringify({
        query: DOCUMENTS.batch(selection),
        variables: { wines: inputs, version },
      });
}

// Few enough to make quickly, enough that no subject gets away with remembering an answer.
const ROTATION = { small: 64, large: 4 };

/**
 * Different bodies of one shape, to be sent in rotation.
 *
 * @param {Protocol} protocol @param {Shape} shape
 */
export function rotatedBodies(protocol, shape) {
  const count = shape.wines < 1000 ? ROTATION.small : ROTATION.large;
  const wines = makeWines(count * shape.wines, 1);
  return Array.from({ length: count }, (_, i) =>
    Buffer.from(bodyOf(protocol, shape, wines.slice(i * shape.wines, (i + 1) * shape.wines))),
  );
}

/**
 * The predictions in an answer, one a wine in order; the old API gives the score only.
 *
 * @param {Protocol} protocol @param {string} text the answer's body
 * @returns {{ batch: any, predictions: any[] }}
 */
export function readAnswer(protocol, text) {
  const answer = JSON.parse(text);
  if (protocol === 'records') {
    return {
      batch: {},
      predictions: answer.map((/** @type {any} */ { prediction: score }) => ({ score })),
    };
  }
  if (protocol === 'json') return { batch: answer, predictions: answer.predictions };
  if (answer.errors) throw new Error(`it answered with errors: ${text.slice(0, 300)}`);
  const { predict, predictBatch } = answer.data;
  return predict
    ? { batch: {}, predictions: [predict] }
    : { batch: predictBatch, predictions: predictBatch.predictions };
}
