import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
  valueFromAST,
  type GraphQLFieldConfig,
  type GraphQLInputType,
} from 'graphql';
import { type BatchPrediction } from '../graphql/batch-prediction';
import { type OperationContext } from '../graphql/context';
import { type Grader } from '../graphql/grader';
import { type Prediction } from '../graphql/prediction';
import { type WineBlock } from '../prediction/wine-block';
import { packJsonWines } from './pack-wines';

/** The twin's type for `WineInput`. */
export const PACKED_WINE = 'PackedWine';
/** The twin's type for `[WineInput!]`. */
export const PACKED_WINES = 'PackedWines';

/** A root field of the twin that the plain path may ask without its resolver. */
export interface GradedField {
  /** Admits the wines; the answer's figures have to be loaded before they are read. */
  readonly grade: (
    args: Readonly<Record<string, unknown>>,
    context: OperationContext,
  ) => Prediction | BatchPrediction;
}

/**
 * Makes the schema that operations are executed on. It is the public one, with its very types,
 * except that a wine and a list of wines are scalars, which pack what they are given in one pass.
 * Documents are validated against the public schema and rewritten for this one.
 */
export function createTwinSchema(schema: GraphQLSchema, grader: Grader): GraphQLSchema {
  const query = schema.getQueryType();
  const wineInput = schema.getType('WineInput');
  if (!query || !isInputObjectType(wineInput))
    throw new Error('expected Query and WineInput in the schema');

  const wine = packedScalar(PACKED_WINE, wineInput);
  const wines = packedScalar(PACKED_WINES, new GraphQLList(new GraphQLNonNull(wineInput)));
  const { predict, predictBatch, ...others } = query.toConfig().fields as Fields;
  if (!predict || !predictBatch) throw new Error('expected predict and predictBatch in Query');

  const one: GradedField['grade'] = ({ wine, version }, context) =>
    grader.predict(wine as WineBlock, version as string | null, context);
  const many: GradedField['grade'] = ({ wines, version }, context) =>
    grader.predictBatch(wines as WineBlock, version as string | null, context);
  return new GraphQLSchema({
    query: new GraphQLObjectType<unknown, OperationContext>({
      ...query.toConfig(),
      fields: {
        ...others,
        predict: {
          ...withArgument(predict, 'wine', wine),
          extensions: { grade: one } satisfies GradedField,
          resolve: (_source, args: Arguments, context) => {
            const prediction = one(args, context);
            return prediction.load().then(() => prediction);
          },
        },
        predictBatch: {
          ...withArgument(predictBatch, 'wines', wines),
          extensions: { grade: many } satisfies GradedField,
          resolve: (_source, args: Arguments, context) => many(args, context),
        },
      },
    }),
  });
}

type Arguments = Readonly<Record<string, unknown>>;
type Fields = Record<string, GraphQLFieldConfig<unknown, OperationContext, Arguments>>;

function packedScalar(name: string, publicType: GraphQLInputType): GraphQLScalarType {
  const pack = (value: unknown): WineBlock => {
    // GraphQL coerces a single value to a list, but never a list to a single value.
    const block =
      Array.isArray(value) && !isListType(publicType) ? undefined : packJsonWines(value);
    if (!block) throw new Error(`expected a value of the type ${String(publicType)}`);
    return block;
  };
  return new GraphQLScalarType<WineBlock>({
    name,
    parseValue: pack,
    // Literals with variables within are not executed on the twin.
    parseLiteral: (literal) => pack(valueFromAST(literal, publicType)),
  });
}

function withArgument(
  field: Fields[string],
  name: string,
  type: GraphQLScalarType,
): Fields[string] {
  const argument = field.args?.[name];
  if (!argument || !isNonNullType(argument.type)) {
    throw new Error(`expected a required argument "${name}"`);
  }
  return {
    ...field,
    args: { ...field.args, [name]: { ...argument, type: new GraphQLNonNull(type) } },
  };
}
