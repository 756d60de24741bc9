import { type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { type PredictionService } from '../prediction/prediction-service';
import { type ModelRepository } from '../repository/model-repository';
import { describeFeatures } from './describe-features';
import { type Limits } from './limits';
// In this order, which is the order of the fields of `Query`.
import { PredictionResolver } from './prediction-resolver';
import { ModelResolver } from './model-resolver';

/** What the schema's resolvers stand on. */
export interface SchemaParts {
  readonly service: PredictionService;
  readonly repository: ModelRepository;
  readonly limits: Limits;
}

/** The public schema; `schema/schema.graphql` is its printed form. */
export function createSchema({ service, repository, limits }: SchemaParts): GraphQLSchema {
  const resolvers = new Map<unknown, unknown>([
    [PredictionResolver, new PredictionResolver(service, repository)],
    [ModelResolver, new ModelResolver(repository, limits)],
  ]);
  const schema = buildSchemaSync({
    resolvers: [PredictionResolver, ModelResolver],
    container: { get: (resolver) => resolvers.get(resolver) },
    // GraphQL checks the types and the prediction service the values; a third check would only cost.
    validate: false,
  });
  describeFeatures(schema, repository.defaultVersion.features);
  return schema;
}
