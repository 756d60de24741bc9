import { type TrustPrices } from '../serving/served-version';

/**
 * What a field says of its price (as type-graphql extensions of the field): in model rows, for one
 * wine, on top of what its selection costs. A field that says nothing costs nothing of its own.
 */
export interface PricedField {
  readonly price: (args: Readonly<Record<string, unknown>>, prices: TrustPrices) => number;
}
