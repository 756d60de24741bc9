import { isEnumType, isInputObjectType, type GraphQLSchema } from 'graphql';
import { type Feature } from '../repository/parameters';

/**
 * Writes each measurement's meaning, unit and ranges into the schema, so that Sandbox and generated
 * clients show them. They are the default version's feature table, the only place where they stand.
 */
export function describeFeatures(schema: GraphQLSchema, features: readonly Feature[]): void {
  const wineInput = schema.getType('WineInput');
  const wineFeature = schema.getType('WineFeature');
  if (!isInputObjectType(wineInput) || !isEnumType(wineFeature)) {
    throw new Error('expected WineInput and WineFeature in the schema');
  }
  const fields = wineInput.getFields();
  for (const feature of features) {
    const field = fields[feature.field];
    const value = wineFeature.getValue(feature.name);
    if (!field || !value) throw new Error(`expected ${feature.field} in the schema`);
    field.description = describe(feature);
    value.description = `\`WineInput.${feature.field}\`: ${feature.description}`;
  }
}

function describe({ description, unit, training, accepted }: Feature): string {
  return [
    description,
    `Unit: ${unit}.`,
    `The model has seen ${training.min} to ${training.max} (median ${training.median});`,
    `${accepted.min} to ${accepted.max} is accepted.`,
  ].join(' ');
}
