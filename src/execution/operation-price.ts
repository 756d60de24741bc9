import {
  getArgumentValues,
  getNamedType,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type TypeNode,
  type ValueNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields';
import { GatewayError } from '../errors';
import { type PricedField } from '../graphql/priced-field';
import { WineBlock } from '../prediction/wine-block';
import { type TrustPrices } from '../serving/served-version';
import { fragmentsOf } from './fragments';

type Variables = Readonly<Record<string, unknown>>;

/** What an operation costs, in model rows. */
export interface Price {
  readonly total: number;
  /** The field that costs most of it, and how much over all wines. */
  readonly dearest: { readonly field: string; readonly price: number };
}

/** An operation to be priced, valid on the public schema. */
export interface PricedRequest {
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  /** Variables as the client sent them; lists of wines may be packed already. */
  readonly variables: Variables;
}

/** The prices of a version's costly questions; the default version's where there is no such version. */
export type PricesOf = (version: string | null) => TrustPrices;

const WINE_INPUT = 'WineInput';

/** What one root field costs: so much for each of its wines. */
interface PricedRoot {
  readonly wines: ValueNode | undefined;
  readonly perWine: number;
  /** The field that costs most of it, and how much for each wine. */
  readonly dearest: { readonly field: string; readonly price: number };
}

/** An operation's root fields with wines, for one set of values of its other variables. */
export type PriceList = readonly PricedRoot[];

/**
 * Says what an operation costs before anything of it is done. Every wine costs one row, and the fields
 * that ask for more say what they cost (see graphql/priced-field.ts); all of it is summed over root
 * fields, aliases, nested selections and the wines sent.
 */
export function priceOperation(
  schema: GraphQLSchema,
  pricesOf: PricesOf,
  { document, operationName, variables }: PricedRequest,
): PriceList {
  const query = schema.getQueryType();
  const operation = getOperationAST(document, operationName);
  if (!query || !operation) return [];
  const coerced = coerceOthers(schema, operation, variables);
  // What cannot be coerced is not executed either.
  if (!coerced) return [];
  const fragments = fragmentsOf(document);

  const priceSelection = (
    type: GraphQLObjectType,
    nodes: readonly FieldNode[],
    prices: TrustPrices,
    add: (field: string, price: number) => void,
  ): void => {
    for (const below of collectSubfields(schema, fragments, coerced, type, nodes).values()) {
      const node = below[0] as FieldNode;
      const field = type.getFields()[node.name.value];
      if (!field) continue;
      const { price }: Partial<PricedField> = field.extensions;
      if (price)
        add(`${type.name}.${field.name}`, price(argumentsOf(field, node, coerced), prices));
      const selected = getNamedType(field.type);
      if (isObjectType(selected)) priceSelection(selected, below, prices, add);
    }
  };

  const list: PricedRoot[] = [];
  for (const nodes of collectFields(
    schema,
    fragments,
    coerced,
    query,
    operation.selectionSet,
  ).values()) {
    const node = nodes[0] as FieldNode;
    const field = query.getFields()[node.name.value];
    const argument = field?.args.find(({ type }) => getNamedType(type).name === WINE_INPUT);
    if (!field || !argument) continue;
    const selected = getNamedType(field.type);
    if (!isObjectType(selected)) continue;
    let perWine = 1;
    let dearest = { field: `Query.${field.name}`, price: 1 };
    const version = textOf(valueOf(node, 'version'), coerced);
    priceSelection(selected, nodes, pricesOf(version), (name, price) => {
      perWine += price;
      if (price > dearest.price) dearest = { field: name, price };
    });
    list.push({ wines: valueOf(node, argument.name), perWine, dearest });
  }
  return list;
}

/** The price for as many wines as the variables and literals hold. */
export function totalPrice(list: PriceList, variables: Variables): Price {
  let total = 0;
  let dearest = { field: '', price: 0 };
  for (const { wines, perWine, dearest: own } of list) {
    const count = countWines(wines, variables);
    total += count * perWine;
    const price = count * own.price;
    if (price > dearest.price) dearest = { field: own.field, price };
  }
  return { total, dearest };
}

/** @throws GatewayError `OPERATION_TOO_COSTLY` with the price, the budget and the dearest field. */
export function refuseAbove(maxOperationCost: number, { total, dearest }: Price): void {
  if (total <= maxOperationCost) return;
  throw new GatewayError(
    'OPERATION_TOO_COSTLY',
    `Expected an operation that costs at most ${maxOperationCost}, but this one costs ${total}, of which ${dearest.field} ${dearest.price}. Ask for less, or about fewer wines at once.`,
    { cost: total, maxOperationCost, dearest },
  );
}

/** The variables that are not wines: what a price list depends on. */
export function otherVariables({ variableDefinitions = [] }: OperationDefinitionNode) {
  return variableDefinitions.filter(({ type }) => nameOf(type) !== WINE_INPUT);
}

function coerceOthers(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Variables,
): Variables | undefined {
  return getVariableValues(schema, otherVariables(operation), variables).coerced;
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Variables,
): Variables {
  try {
    return getArgumentValues(field, node, variables);
  } catch (error) {
    // It will be refused when it is executed.
    if (error instanceof GraphQLError) return {};
    throw error;
  }
}

function valueOf(node: FieldNode, argument: string): ValueNode | undefined {
  return node.arguments?.find(({ name }) => name.value === argument)?.value;
}

function countWines(value: ValueNode | undefined, variables: Variables): number {
  if (!value) return 0;
  if (value.kind === Kind.LIST) return value.values.length;
  const wines = value.kind === Kind.VARIABLE ? variables[value.name.value] : value;
  if (wines instanceof WineBlock) return wines.rows;
  if (Array.isArray(wines)) return wines.length;
  return wines == null ? 0 : 1;
}

function textOf(value: ValueNode | undefined, variables: Variables): string | null {
  const text = value?.kind === Kind.VARIABLE ? variables[value.name.value] : value;
  if (typeof text === 'string') return text;
  return value?.kind === Kind.STRING ? value.value : null;
}
