import { getOperationAST, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import {
  otherVariables,
  priceOperation,
  totalPrice,
  type Price,
  type PricedRequest,
  type PriceList,
  type PricesOf,
} from './operation-price';

/** Price lists of one operation, by the values of the variables that they depend on. */
interface KnownOperation {
  readonly variables: readonly string[];
  readonly lists: Map<string, PriceList>;
}

/** Price lists that are kept of one operation. */
const MAX_LISTS = 16;

/** Prices operations; price lists of those that come again are kept, within bounds. */
export class OperationPrices {
  private readonly known: LRUCache<string, KnownOperation>;

  /**
   * @param schema the public one.
   * @param max how many operations are kept.
   */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly pricesOf: PricesOf,
    max: number,
  ) {
    this.known = new LRUCache({ max });
  }

  /** Forgets what was kept: the versions' prices have changed. */
  forget(): void {
    this.known.clear();
  }

  /** @param key the same for the same document and operation name, and for no other. */
  of(request: PricedRequest & { readonly key: string }): Price {
    const { key, variables } = request;
    let known = this.known.get(key);
    if (!known) {
      const operation = getOperationAST(request.document, request.operationName);
      const others = operation ? otherVariables(operation) : [];
      known = { variables: others.map(({ variable }) => variable.name.value), lists: new Map() };
      this.known.set(key, known);
    }
    const values = keyOf(known.variables, variables);
    let list = known.lists.get(values);
    if (!list) {
      list = priceOperation(this.schema, this.pricesOf, request);
      if (known.lists.size < MAX_LISTS) known.lists.set(values, list);
    }
    return totalPrice(list, variables);
  }
}

/** The same for the same values of these variables, and for no others. */
function keyOf(names: readonly string[], variables: PricedRequest['variables']): string {
  const [name] = names;
  if (name === undefined) return '';
  const value = variables[name];
  // A version alone is the usual case, and needs no brackets to be told from a list of values.
  if (names.length === 1 && typeof value === 'string') return `"${value}`;
  return JSON.stringify(names.map((other) => variables[other]));
}
