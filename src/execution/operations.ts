import {
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type DefinitionNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { type OperationContext } from '../graphql/context';
import { WineBlock } from '../prediction/wine-block';
import { type GatewayError } from '../errors';
import { applyDirectives, directiveVariables } from './apply-directives';
import { refuseAbove } from './operation-price';
import { type OperationPrices } from './operation-prices';
import { variableCoercion, type CoerceVariables, type Variables } from './input-coercion';
import { compilePlainOperation, type PlainOperation, type WantedRows } from './plain-operation';
import { rewriteForTwin, wineVariables, type TwinDocument } from './rewrite-document';

/** An operation as it came, valid on the public schema. */
export interface OperationRequest {
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  /** The same for the same document and operation name, and for no other. */
  readonly key: string;
  /** Variables as the client sent them; lists of wines may be packed already. */
  readonly variables: Variables;
}

/** An operation rewritten for the twin schema. */
interface PreparedOperation extends TwinDocument {
  readonly operation: OperationDefinitionNode;
  readonly coerceVariables: CoerceVariables;
  readonly wineVariables: readonly string[];
  readonly directiveVariables: readonly string[];
  /** By the values of the directives' variables. */
  readonly variants: Map<string, Variant>;
}

/** What is left of an operation after its directives, with what has been compiled of it so far. */
interface Variant {
  readonly document: DocumentNode;
  readonly plain: PlainOperation | undefined;
  /** Undefined until the second use: a document that never comes back is not worth a compilation. */
  jit: CompiledQuery | null | undefined;
  wasUsed: boolean;
}

/** Combinations of directives' variables that are compiled of one operation. */
const MAX_VARIANTS = 16;

/**
 * Executes operations on the twin schema, compiled and kept in a bounded cache: plain selections
 * straight to JSON, others by graphql-jit. What neither can do is left to graphql-js.
 */
export class CompiledOperations {
  private readonly prepared: LRUCache<string, PreparedOperation | false>;

  /** @param max how many operations are kept. */
  constructor(
    private readonly twin: GraphQLSchema,
    private readonly prices: OperationPrices,
    max: number,
  ) {
    this.prepared = new LRUCache({ max });
  }

  /**
   * Executes an operation.
   *
   * @returns undefined when graphql-js has to execute it on the public schema; no more than its
   *   price is known then. An operation that costs too much is refused, without data.
   */
  execute(
    request: OperationRequest,
    context: OperationContext,
  ): Promise<ExecutionResult | undefined> | undefined {
    const price = this.prices.of(request);
    context.record.cost = price.total;
    try {
      refuseAbove(context.maxOperationCost, price);
    } catch (error) {
      return Promise.resolve({ errors: [refusal(error as GatewayError)] });
    }
    const { charge } = context;
    if (!charge) return this.executePriced(request, context);
    return charge(price.total).then(
      () => this.executePriced(request, context),
      (error: unknown) => ({ errors: [refusal(error as GatewayError)] }),
    );
  }

  private executePriced(
    request: OperationRequest,
    context: OperationContext,
  ): Promise<ExecutionResult | undefined> | undefined {
    const prepared = this.prepare(request);
    if (!prepared) return undefined;
    const coerced = prepared.coerceVariables(request.variables);
    if (!coerced || !prepared.wineVariables.every((name) => coerced[name] instanceof WineBlock)) {
      return undefined;
    }
    const variant = this.variantOf(prepared, coerced);
    if (!variant) return undefined;
    const byJit = () => {
      const packed = prepared.wineVariables.map((name) => [name, coerced[name]]);
      const variables = { ...request.variables, ...Object.fromEntries(packed) } as Variables;
      return this.executeByJit(variant, variables, context);
    };
    return variant.plain ? variant.plain.execute(coerced, context, byJit) : byJit();
  }

  /**
   * What a plain operation that was executed before would have scored, of which version; undefined
   * for any other. The lists of wines need no measurements for that.
   */
  rowsWanted(request: OperationRequest): readonly WantedRows[] | undefined {
    const prepared = this.prepared.get(request.key);
    if (!prepared) return undefined;
    const coerced = prepared.coerceVariables(request.variables);
    return coerced && this.variantOf(prepared, coerced)?.plain?.rowsWanted(coerced);
  }

  private prepare({ key, document, operationName }: OperationRequest): PreparedOperation | false {
    let prepared = this.prepared.get(key);
    if (prepared === undefined) {
      prepared = prepareOperation(this.twin, document, operationName);
      this.prepared.set(key, prepared);
    }
    return prepared;
  }

  private variantOf(prepared: PreparedOperation, variables: Variables): Variant | undefined {
    const { variants } = prepared;
    const names = prepared.directiveVariables;
    const key = names.length === 0 ? '' : names.map((name) => String(variables[name])).join();
    let variant = variants.get(key);
    if (!variant && variants.size < MAX_VARIANTS) {
      variant = compileVariant(this.twin, prepared, variables);
      if (variant) variants.set(key, variant);
    }
    return variant;
  }

  private async executeByJit(
    variant: Variant,
    variables: Variables,
    context: OperationContext,
  ): Promise<ExecutionResult | undefined> {
    if (variant.jit === undefined && variant.wasUsed) {
      const compiled = compileQuery(this.twin, variant.document);
      variant.jit = isCompiledQuery(compiled) ? compiled : null;
    }
    variant.wasUsed = true;
    if (!variant.jit) return undefined;
    const result = await variant.jit.query(undefined, context, variables);
    // Variables that jit refuses and graphql does not: graphql decides.
    return result.data === undefined ? undefined : result;
  }
}

function refusal(error: GatewayError): GraphQLError {
  return new GraphQLError(error.message, { originalError: error });
}

function prepareOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): PreparedOperation | false {
  const twin = rewriteForTwin(document);
  if (!twin) return false;
  const operation = getOperationAST(twin.document, operationName);
  if (operation?.operation !== OperationTypeNode.QUERY) return false;
  return {
    ...twin,
    operation,
    coerceVariables: variableCoercion(schema, operation.variableDefinitions),
    wineVariables: wineVariables(operation),
    directiveVariables: directiveVariables(twin.document),
    variants: new Map(),
  };
}

function compileVariant(
  twin: GraphQLSchema,
  { document, operation, hasLiteralWines }: PreparedOperation,
  variables: Variables,
): Variant | undefined {
  // With the one operation only, so that no name has to choose.
  const definitions = document.definitions.filter(
    (definition) => definition === operation || isFragment(definition),
  );
  try {
    const applied = applyDirectives({ ...document, definitions }, variables);
    return {
      document: applied,
      plain: compilePlainOperation(twin, applied),
      jit: hasLiteralWines ? null : undefined,
      wasUsed: false,
    };
  } catch (error) {
    // A directive whose variable has no value.
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

function isFragment(definition: DefinitionNode): boolean {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}
