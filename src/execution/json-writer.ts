import {
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { type PlainField } from '../graphql/plain-field';

/** Arguments of the fields that take some, in the order in which `JsonWriters` met them. */
export type BoundArguments = readonly (readonly unknown[])[];

/** Writes one value as JSON text. */
export type WriteJson = (value: unknown, bound: BoundArguments) => string;

/** A field with arguments, whose values are bound anew for each execution. */
export interface FieldWithArguments {
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
}

/** A selection asks for a field that has to be resolved, not just read. */
export class NotPlainError extends Error {}

/** The fields that a selection set asks of a type, by response key. */
export type CollectFields = (
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
) => ReadonlyMap<string, readonly FieldNode[]>;

/**
 * Makes functions that write selections of plain fields as JSON, straight from the objects and
 * blocks that hold the values: GraphQL's "completing values" (spec, section 6.4.3) without an
 * object, a promise or a resolver for any of them.
 */
export class JsonWriters {
  /** The fields with arguments that were met so far. */
  readonly withArguments: FieldWithArguments[] = [];
  /** Whether a field was met that is the model's answer. */
  needsRun = false;

  constructor(private readonly collect: CollectFields) {}

  /** @throws NotPlainError when a field below has to be resolved. */
  forType(type: GraphQLOutputType, nodes: readonly FieldNode[]): WriteJson {
    if (isNonNullType(type)) return required(this.forNullable(type.ofType, nodes), type);
    const write = this.forNullable(type, nodes);
    return (value, bound) => (value == null ? 'null' : write(value, bound));
  }

  private forNullable(type: GraphQLOutputType, nodes: readonly FieldNode[]): WriteJson {
    if (isLeafType(type)) return forLeaf(type);
    if (isListType(type)) return forList(this.forType(type.ofType as GraphQLOutputType, nodes));
    if (isObjectType(type)) return this.forObject(type, nodes);
    throw new NotPlainError(`${String(type)} is abstract`);
  }

  private forObject(type: GraphQLObjectType, nodes: readonly FieldNode[]): WriteJson {
    const members = [...this.collect(type, nodes)].map(([key, fieldNodes], i) => ({
      before: `${i === 0 ? '{' : ','}${JSON.stringify(key)}:`,
      write: this.forField(type, fieldNodes),
    }));
    if (members.length === 0) return () => '{}';
    return (source, bound) => {
      let text = '';
      for (const { before, write } of members) text += before + write(source, bound);
      return text + '}';
    };
  }

  private forField(type: GraphQLObjectType, nodes: readonly FieldNode[]): WriteJson {
    const node = nodes[0] as FieldNode;
    const name = node.name.value;
    if (name === '__typename') {
      const text = JSON.stringify(type.name);
      return () => text;
    }
    const field = type.getFields()[name];
    if (!field) throw new NotPlainError(`${type.name} has no ${name}`);
    const { readsFrom, needsRun }: PlainField = field.extensions;
    if (field.resolve && readsFrom === undefined) {
      throw new NotPlainError(`${type.name}.${name} has to be resolved`);
    }
    if (needsRun) this.needsRun = true;
    const property = readsFrom ?? name;
    const write = this.forType(field.type, nodes);
    if (field.args.length === 0) {
      return (source, bound) => write((source as Properties)[property], bound);
    }
    const slot = this.withArguments.push({ field, node }) - 1;
    return (source, bound) => {
      const method = (source as Methods)[property] as (...args: unknown[]) => unknown;
      return write(method.apply(source, bound[slot] as unknown[]), bound);
    };
  }
}

type Properties = Readonly<Record<string, unknown>>;
type Methods = Readonly<Record<string, (...args: unknown[]) => unknown>>;

function required(write: WriteJson, type: GraphQLOutputType): WriteJson {
  return (value, bound) => {
    if (value == null) throw new Error(`expected a value of the type ${String(type)}`);
    return write(value, bound);
  };
}

function forList(writeItem: WriteJson): WriteJson {
  return (list, bound) => {
    let text = '';
    for (const item of list as Iterable<unknown>) {
      text += (text === '' ? '[' : ',') + writeItem(item, bound);
    }
    return text === '' ? '[]' : text + ']';
  };
}

function forLeaf(type: GraphQLLeafType): WriteJson {
  const isNumber = !isEnumType(type) && (type.name === 'Int' || type.name === 'Float');
  return isNumber
    ? (value) => String(type.serialize(value))
    : (value) => JSON.stringify(type.serialize(value));
}
