import {
  getNullableType,
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
import { type Listed, type PlainField } from '../graphql/plain-field';
import { type JsonText } from './json-text';

/** Arguments of the fields that take some, in the order in which `JsonWriters` met them. */
export type BoundArguments = readonly (readonly unknown[])[];

/** Writes one value as JSON. */
export type WriteJson = (value: unknown, bound: BoundArguments, out: JsonText) => void;

/** A field with arguments, whose values are bound anew for each execution. */
export interface FieldWithArguments {
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
}

/** A field of an answer, apart: what comes before it, its value, and how that is written. */
export interface Member {
  /** What is between the value before, or the object's beginning, and this one. */
  readonly before: string;
  readonly read: (source: unknown, bound: BoundArguments) => unknown;
  readonly write: WriteJson;
  /** How an item is written where the value is a list. */
  readonly writeItem: WriteJson | undefined;
}

/** What ends an object; one without members has not begun, as each member brings what is before it. */
export function endOf({ length }: readonly unknown[]): string {
  return length === 0 ? '{}' : '}';
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
    return nullable(this.forNullable(getNullableType(type), nodes), type);
  }

  private forNullable(type: GraphQLOutputType, nodes: readonly FieldNode[]): WriteJson {
    if (isLeafType(type)) return forLeaf(type);
    if (isListType(type)) return forList(this.forType(type.ofType as GraphQLOutputType, nodes));
    if (isObjectType(type)) return this.forObject(type, nodes);
    throw new NotPlainError(`${String(type)} is abstract`);
  }

  private forObject(type: GraphQLObjectType, nodes: readonly FieldNode[]): WriteJson {
    const members = this.membersOf(type, nodes);
    const end = endOf(members);
    return (source, bound, out) => {
      for (const { before, read, write } of members) {
        out.add(before);
        write(read(source, bound), bound, out);
      }
      out.add(end);
    };
  }

  /**
   * The members of an object, for who writes them one by one.
   *
   * @throws NotPlainError when a field below has to be resolved.
   */
  membersOf(type: GraphQLObjectType, nodes: readonly FieldNode[]): Member[] {
    return [...this.collect(type, nodes)].map(([key, fieldNodes], i) => ({
      before: `${i === 0 ? '{' : ','}${JSON.stringify(key)}:`,
      ...this.forField(type, fieldNodes),
    }));
  }

  private forField(type: GraphQLObjectType, nodes: readonly FieldNode[]): Omit<Member, 'before'> {
    const node = nodes[0] as FieldNode;
    const name = node.name.value;
    if (name === '__typename') {
      const text = JSON.stringify(type.name);
      const write: WriteJson = (_value, _bound, out) => {
        out.add(text);
      };
      return { read: () => type.name, write, writeItem: undefined };
    }
    const field = type.getFields()[name];
    if (!field) throw new NotPlainError(`${type.name} has no ${name}`);
    const { readsFrom, needsRun }: PlainField = field.extensions;
    if (field.resolve && readsFrom === undefined) {
      throw new NotPlainError(`${type.name}.${name} has to be resolved`);
    }
    if (needsRun) this.needsRun = true;
    const listed = getNullableType(field.type);
    const writeItem = isListType(listed) ? this.forType(listed.ofType, nodes) : undefined;
    return {
      read: this.reader(field, node, readsFrom ?? name),
      write: writeItem ? nullable(forList(writeItem), field.type) : this.forType(field.type, nodes),
      writeItem,
    };
  }

  private reader(
    field: GraphQLField<unknown, unknown>,
    node: FieldNode,
    property: string,
  ): Member['read'] {
    if (field.args.length === 0) return (source) => (source as Properties)[property];
    const slot = this.withArguments.push({ field, node }) - 1;
    return (source, bound) => {
      const method = (source as Methods)[property] as (...args: unknown[]) => unknown;
      return method.apply(source, bound[slot] as unknown[]);
    };
  }
}

type Properties = Readonly<Record<string, unknown>>;
type Methods = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/** Writes null where the type allows it. */
function nullable(write: WriteJson, type: GraphQLOutputType): WriteJson {
  const isRequired = isNonNullType(type);
  return (value, bound, out) => {
    if (value != null) write(value, bound, out);
    else if (isRequired) throw new Error(`expected a value of the type ${String(type)}`);
    else out.add('null');
  };
}

function forList(writeItem: WriteJson): WriteJson {
  return (list, bound, out) => {
    const items = list as Listed<unknown>;
    const { length } = items;
    for (let i = 0; i < length; i++) {
      out.add(i === 0 ? '[' : ',');
      writeItem(items.at(i), bound, out);
    }
    out.add(length === 0 ? '[]' : ']');
  };
}

function forLeaf(type: GraphQLLeafType): WriteJson {
  const isNumber = !isEnumType(type) && (type.name === 'Int' || type.name === 'Float');
  return isNumber
    ? (value, _bound, out) => {
        out.add(String(type.serialize(value)));
      }
    : (value, _bound, out) => {
        out.add(JSON.stringify(type.serialize(value)));
      };
}
