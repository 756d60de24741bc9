import {
  BREAK,
  Kind,
  visit,
  type DocumentNode,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type TypeNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { PACKED_WINE, PACKED_WINES } from './twin-schema';

/** A document for the twin schema. */
export interface TwinDocument {
  readonly document: DocumentNode;
  /** Wines stand in it as literals, which graphql-jit would write into its code as JSON. */
  readonly hasLiteralWines: boolean;
}

/**
 * Rewrites a document that is valid on the public schema for the twin: variables that hold wines
 * get the twin's types.
 *
 * @returns undefined where the twin cannot stand for the public schema: introspection, which would
 *   tell of the twin, and literals with variables within.
 */
export function rewriteForTwin(document: DocumentNode): TwinDocument | undefined {
  const found = { obstacle: false, literalWines: false };
  const giveUp = (): typeof BREAK => {
    found.obstacle = true;
    return BREAK;
  };
  const rewritten = visit(document, {
    Field({ name: { value } }) {
      return value === '__schema' || value === '__type' ? giveUp() : undefined;
    },
    VariableDefinition(definition) {
      if (typeName(definition.type) !== 'WineInput') return undefined;
      const type = packedType(definition.type);
      return type ? ({ ...definition, type } satisfies VariableDefinitionNode) : giveUp();
    },
    Argument({ name, value }) {
      if (name.value !== 'wine' && name.value !== 'wines') return;
      if (value.kind !== Kind.VARIABLE) found.literalWines = true;
    },
    ObjectField({ value }) {
      return hasVariable(value) ? giveUp() : undefined;
    },
    ListValue({ values }) {
      return values.some(hasVariable) ? giveUp() : undefined;
    },
  });
  return found.obstacle ? undefined : { document: rewritten, hasLiteralWines: found.literalWines };
}

/** The variables of an operation on the twin that hold packed wines. */
export function wineVariables({ variableDefinitions }: OperationDefinitionNode): string[] {
  return (variableDefinitions ?? [])
    .filter(({ type }) => [PACKED_WINE, PACKED_WINES].includes(typeName(type)))
    .map(({ variable }) => variable.name.value);
}

function typeName(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : typeName(type.type);
}

function hasVariable({ kind }: ValueNode): boolean {
  return kind === Kind.VARIABLE;
}

/** `WineInput` → `PackedWine`, `[WineInput!]` → `PackedWines`, with or without `!` behind them. */
function packedType(type: TypeNode): TypeNode | undefined {
  switch (type.kind) {
    case Kind.NON_NULL_TYPE: {
      const inner = packedType(type.type);
      return inner && inner.kind !== Kind.NON_NULL_TYPE ? { ...type, type: inner } : undefined;
    }
    case Kind.LIST_TYPE:
      return type.type.kind === Kind.NON_NULL_TYPE && type.type.type.kind === Kind.NAMED_TYPE
        ? named(PACKED_WINES)
        : undefined;
    case Kind.NAMED_TYPE:
      return named(PACKED_WINE);
  }
}

function named(value: string): NamedTypeNode {
  return { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value } };
}
