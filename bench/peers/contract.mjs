// The contract and its resolvers as the servers that take SDL need them.
import { FEATURES } from '../wines.mjs';
import { loadModels } from './wine-model.mjs';

export const typeDefs = `
  input WineInput { id: ID ${FEATURES.map(({ field }) => `${field}: Float!`).join(' ')} }
  type GradeProbability { grade: Int! probability: Float! }
  type InputWarning {
    feature: String! value: Float! trainingMin: Float! trainingMax: Float! message: String!
  }
  type Model { name: String! version: String! }
  type Prediction {
    wineId: ID quality: Int! score: Float! probabilities: [GradeProbability!]
    probabilityAtLeast(grade: Int!): Float warnings: [InputWarning!]! model: Model!
  }
  type WineFault { field: String! code: String! message: String! min: Float! max: Float! }
  type RejectedWine { index: Int! wineId: ID faults: [WineFault!]! }
  type BatchPrediction {
    predictions: [Prediction]! rejected: [RejectedWine!]! accepted: Int! model: Model!
  }
  type Query {
    predict(wine: WineInput!, version: String): Prediction!
    predictBatch(wines: [WineInput!]!, version: String): BatchPrediction!
  }
`;

const models = await loadModels();

/** @param {any[]} wines @param {string} version */
async function score(wines, version) {
  const model = models.get(version ?? '2');
  if (!model) throw new Error(`no version ${version}`);
  const outputs = await model.run(wines);
  // Cheap figures are properties, which is what these servers are fastest at; the others resolve.
  return wines.map((wine, row) => ({
    wine,
    model,
    outputs,
    row,
    wineId: wine.id,
    quality: model.quality(outputs, row),
    score: model.score(outputs, row),
  }));
}

export const resolvers = {
  Query: {
    predict: async (/** @type {any} */ _root, /** @type {any} */ { wine, version }) =>
      (await score([wine], version))[0],
    predictBatch: async (/** @type {any} */ _root, /** @type {any} */ { wines, version }) => ({
      predictions: await score(wines, version),
      rejected: [],
      accepted: wines.length,
      model: models.get(version ?? '2'),
    }),
  },
  Prediction: {
    probabilities: (/** @type {any} */ { model, outputs, row }) =>
      model.probabilities(outputs, row),
    probabilityAtLeast: (
      /** @type {any} */ { model, outputs, row },
      /** @type {{ grade: number }} */ { grade },
    ) => model.probabilityAtLeast(outputs, row, grade),
    warnings: (/** @type {any} */ { model, wine }) => model.warnings(wine),
  },
};
