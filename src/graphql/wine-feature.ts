import { registerEnumType } from 'type-graphql';
import { WINE_FEATURES, type WineFeature as Name } from '../wine-fields';

/** The eleven measurements as a GraphQL enum. */
export const WineFeature = Object.fromEntries(WINE_FEATURES.map((name) => [name, name])) as Record<
  Name,
  Name
>;

registerEnumType(WineFeature, {
  name: 'WineFeature',
  description: 'One of the eleven measurements of a wine.',
});
