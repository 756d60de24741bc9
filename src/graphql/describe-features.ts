import { isEnumType, isInputObjectType, type GraphQLSchema } from 'graphql';
import { type Feature } from '../repository/parameters';

/**
 * Writes each measurement's meaning, unit and ranges into the schema, so that Sandbox and generated
 * clients show them. They are the default version's feature table, the only place where they stand.
 */
export function describeFeatures(schema: GraphQLSchema, features: readonly Feature[]): void {
  const wineInput = schema.getType('WineInput');
  const changes = schema.getType('WineChangesInput');
  const wineFeature = schema.getType('WineFeature');
  if (!isInputObjectType(wineInput) || !isInputObjectType(changes) || !isEnumType(wineFeature)) {
    throw new Error('expected WineInput, WineChangesInput and WineFeature in the schema');
  }
  const fields = wineInput.getFields();
  const changeable = changes.getFields();
  for (const feature of features) {
    const field = fields[feature.field];
    const change = changeable[feature.field];
    const value = wineFeature.getValue(feature.name);
    if (!field || !change || !value) throw new Error(`expected ${feature.field} in the schema`);
    field.description = describe(feature);
    change.description = field.description;
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
