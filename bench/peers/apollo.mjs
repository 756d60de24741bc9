// The textbook server: Apollo standalone, type-graphql, classes for inputs, one resolver a field.
// Decorators are called by hand, as TypeScript's emitted code calls them.
import 'reflect-metadata';
import process from 'node:process';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { IsNumber, Max, Min } from 'class-validator';
import * as graphql from 'type-graphql';
import { FEATURES } from '../wines.mjs';
import { loadModels } from './wine-model.mjs';

const { Arg, Field, FieldResolver, Float, ID, InputType, Int, ObjectType, Query, Resolver, Root } =
  graphql;
const models = await loadModels();

/** @param {any} target @param {string} key @param {any[]} decorators */
function decorateField(target, key, ...decorators) {
  for (const decorate of decorators) decorate(target.prototype, key);
}

class WineInput {}
decorateField(
  WineInput,
  'id',
  Field(() => ID, { nullable: true }),
);
for (const { field, accepted } of FEATURES) {
  decorateField(
    WineInput,
    field,
    Field(() => Float),
    IsNumber(),
    Min(accepted.min),
    Max(accepted.max),
  );
}
InputType()(WineInput);

/**
 * @param {string} name
 * @param {Record<string, () => any>} fields
 * @returns {new () => any}
 */
function objectType(name, fields) {
  const type = { [name]: class {} }[name];
  for (const [field, fieldType] of Object.entries(fields)) {
    const nullable = field.endsWith('?');
    decorateField(type, field.replace('?', ''), Field(fieldType, { nullable }));
  }
  ObjectType(name)(type);
  return type;
}

const GradeProbability = objectType('GradeProbability', {
  grade: () => Int,
  probability: () => Float,
});
const InputWarning = objectType('InputWarning', {
  feature: () => String,
  value: () => Float,
  trainingMin: () => Float,
  trainingMax: () => Float,
  message: () => String,
});
const Model = objectType('Model', { name: () => String, version: () => String });
const WineFault = objectType('WineFault', {
  field: () => String,
  code: () => String,
  message: () => String,
  min: () => Float,
  max: () => Float,
});
const RejectedWine = objectType('RejectedWine', {
  index: () => Int,
  'wineId?': () => ID,
  faults: () => [WineFault],
});

/** A wine with the model's answers and its row in them; its fields are resolvers. */
class Prediction {
  /** @param {any} wine @param {import('./wine-model.mjs').WineModel} model @param {Float32Array} outputs @param {number} row */
  constructor(wine, model, outputs, row) {
    this.wine = wine;
    this.scoredBy = model;
    this.outputs = outputs;
    this.row = row;
  }
}
ObjectType()(Prediction);

class BatchPrediction {
  /** @param {Prediction[]} predictions */
  constructor(predictions) {
    this.predictions = predictions;
    this.rejected = [];
    this.accepted = predictions.length;
  }
}
decorateField(
  BatchPrediction,
  'predictions',
  Field(() => [Prediction], { nullable: 'items' }),
);
decorateField(
  BatchPrediction,
  'rejected',
  Field(() => [RejectedWine]),
);
decorateField(
  BatchPrediction,
  'accepted',
  Field(() => Int),
);
ObjectType()(BatchPrediction);

/** @param {any[]} wines @param {string} version */
async function score(wines, version) {
  const model = models.get(version ?? '2');
  if (!model) throw new Error(`no version ${version}`);
  const outputs = await model.run(wines);
  return wines.map((wine, row) => new Prediction(wine, model, outputs, row));
}

class PredictionResolver {
  async predict(/** @type {any} */ wine, /** @type {string} */ version) {
    return (await score([wine], version))[0];
  }
  async predictBatch(/** @type {any[]} */ wines, /** @type {string} */ version) {
    return new BatchPrediction(await score(wines, version));
  }
  wineId(/** @type {Prediction} */ { wine }) {
    return wine.id;
  }
  quality(/** @type {Prediction} */ { scoredBy, outputs, row }) {
    return scoredBy.quality(outputs, row);
  }
  score(/** @type {Prediction} */ { scoredBy, outputs, row }) {
    return scoredBy.score(outputs, row);
  }
  probabilities(/** @type {Prediction} */ { scoredBy, outputs, row }) {
    return scoredBy.probabilities(outputs, row);
  }
  probabilityAtLeast(
    /** @type {Prediction} */ { scoredBy, outputs, row },
    /** @type {number} */ grade,
  ) {
    return scoredBy.probabilityAtLeast(outputs, row, grade);
  }
  warnings(/** @type {Prediction} */ { scoredBy, wine }) {
    return scoredBy.warnings(wine);
  }
  model(/** @type {Prediction} */ { scoredBy: { name, version } }) {
    return { name, version };
  }
}

/** @param {string} name @param {any} decorate @param {any[]} parameters decorators by index */
function decorateMethod(name, decorate, ...parameters) {
  const { prototype } = PredictionResolver;
  parameters.forEach((decorateParameter, i) => decorateParameter(prototype, name, i));
  decorate(prototype, name, Object.getOwnPropertyDescriptor(prototype, name));
}
const version = () => Arg('version', () => String, { nullable: true });
decorateMethod(
  'predict',
  Query(() => Prediction),
  Arg('wine', () => WineInput),
  version(),
);
decorateMethod(
  'predictBatch',
  Query(() => BatchPrediction),
  Arg('wines', () => [WineInput]),
  version(),
);
decorateMethod(
  'wineId',
  FieldResolver(() => ID, { nullable: true }),
  Root(),
);
decorateMethod(
  'quality',
  FieldResolver(() => Int),
  Root(),
);
decorateMethod(
  'score',
  FieldResolver(() => Float),
  Root(),
);
decorateMethod(
  'probabilities',
  FieldResolver(() => [GradeProbability], { nullable: true }),
  Root(),
);
decorateMethod(
  'probabilityAtLeast',
  FieldResolver(() => Float, { nullable: true }),
  Root(),
  Arg('grade', () => Int),
);
decorateMethod(
  'warnings',
  FieldResolver(() => [InputWarning]),
  Root(),
);
decorateMethod(
  'model',
  FieldResolver(() => Model),
  Root(),
);
Resolver(() => Prediction)(PredictionResolver);

const schema = await graphql.buildSchema({
  resolvers: [PredictionResolver],
  validate: process.env.VALIDATE === 'true',
});
await startStandaloneServer(new ApolloServer({ schema }), {
  listen: { host: '127.0.0.1', port: Number(process.env.PORT) },
});
