import {
  getNamedType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { FIRST_WINE } from './wines';

/** An operation as a client sends it. */
export interface ClientOperation {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/** Whole numbers from 0 to `below`, the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/**
 * Makes operations at random that are valid on a schema: every field of every type, aliases, merged
 * fields, fragments of both kinds, directives, literals and variables. Their variables' values are
 * as often wrong as right.
 */
export class OperationGenerator {
  private readonly random: (below: number) => number;
  private definitions = new Map<string, string>();
  private variables: Record<string, unknown> = {};
  private fragments: string[] = [];

  constructor(
    private readonly schema: GraphQLSchema,
    seed: number,
  ) {
    this.random = randomNumbers(seed);
  }

  next(): ClientOperation {
    this.definitions = new Map();
    this.variables = {};
    this.fragments = [];
    const query = this.schema.getQueryType() as GraphQLObjectType;
    const selection = this.selection(query, 0);
    const header = [...this.definitions].map(([name, type]) => `$${name}: ${type}`).join(' ');
    const name = this.random(2) === 0 ? 'Generated' : '';
    const operation = `query ${name}${header && `(${header})`} ${selection}`;
    return {
      query: [operation, ...this.fragments].join('\n'),
      ...(Object.keys(this.variables).length > 0 && { variables: this.variables }),
    };
  }

  private selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()).filter(
      // Drift differs from one time to the next: it is of all wines that came before.
      ({ name, type: given }) => name !== 'drift' && (depth < 4 || isLeafType(getNamedType(given))),
    );
    const hot = fields.filter(({ name }) => name.startsWith('predict'));
    const parts: string[] = [];
    const count = 1 + this.random(depth === 0 ? 3 : 5);
    for (let i = 0; i < count; i++) {
      const pool = hot.length > 0 && this.random(10) > 0 ? hot : fields;
      const field = pool[this.random(pool.length)];
      if (field) parts.push(this.field(field, depth));
    }
    if (this.random(6) === 0) parts.push('__typename');
    return `{ ${parts.join(' ')} }`;
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    // Fields under one key must agree, so that whatever has arguments or comes twice gets its own.
    const alias = field.args.length > 0 || this.random(4) === 0 ? `k${this.random(1e9)}: ` : '';
    const given = field.args.flatMap(({ name, type: wanted }) => {
      if (!isNonNullType(wanted) && this.random(2) === 0) return [];
      return [`${name}: ${this.argument(wanted, name)}`];
    });
    const head = `${alias}${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}`;
    const directive = this.directive();
    if (!isObjectType(type)) return `${head}${directive}`;
    const selection = this.selection(type, depth + 1);
    switch (this.random(6)) {
      case 0:
        return `${head}${directive} { ... on ${type.name}${this.directive()} ${selection} ${this.leaf(type)} }`;
      case 1: {
        const name = `F${this.fragments.length}x${this.random(1e6)}`;
        this.fragments.push(`fragment ${name} on ${type.name} ${selection}`);
        return `${head}${directive} { ...${name}${this.directive()} ${this.leaf(type)} }`;
      }
      default:
        return `${head}${directive} ${selection}`;
    }
  }

  private leaf(type: GraphQLObjectType): string {
    const leaves = Object.values(type.getFields()).filter(
      (field) => field.args.length === 0 && isLeafType(getNamedType(field.type)),
    );
    return leaves[this.random(leaves.length)]?.name ?? '__typename';
  }

  private directive(): string {
    if (this.random(8) > 0) return '';
    const name = this.random(2) === 0 ? 'skip' : 'include';
    const value = this.random(2) === 0;
    if (this.random(2) === 0) return ` @${name}(if: ${String(value)})`;
    return ` @${name}(if: $${this.variable('Boolean!', value)})`;
  }

  private argument(type: GraphQLInputType, name: string): string {
    if (isEnumType(getNamedType(type))) return 'ALCOHOL';
    const isWine = String(type).includes('WineInput');
    const value = isWine ? this.wines(isListType(isNonNullType(type) ? type.ofType : type)) : null;
    if (isWine) {
      const isPossible = JSON.stringify(value).includes('fixedAcidity');
      if (isPossible && this.random(8) === 0) return literal(this.soundWines(String(type)));
      return `$${this.variable(String(type), value)}`;
    }
    if (name === 'version') {
      const version = ['1', '2', '7', null][this.random(4)] ?? null;
      return this.random(2) === 0 ? literal(version) : `$${this.variable('String', version)}`;
    }
    const grade = this.random(12) - 1;
    return this.random(2) === 0 ? literal(grade) : `$${this.variable('Int!', this.spoiled(grade))}`;
  }

  private variable(type: string, value: unknown): string {
    const name = `v${this.definitions.size}`;
    this.definitions.set(name, type);
    if (this.random(30) > 0) this.variables[name] = value;
    return name;
  }

  private soundWines(type: string): unknown {
    const wine = { ...FIRST_WINE, alcohol: 8 + this.random(7) };
    return type.startsWith('[') ? [wine, { ...wine, pH: 9 }] : wine;
  }

  private wines(isList: boolean): unknown {
    if (!isList) return this.wine();
    switch (this.random(12)) {
      case 0:
        return [];
      case 1:
        return this.wine();
      case 2:
        return this.spoiled([]);
      default:
        return Array.from({ length: 1 + this.random(8) }, () => this.wine());
    }
  }

  private wine(): unknown {
    const wine: Record<string, unknown> = { ...FIRST_WINE };
    wine['alcohol'] = 8 + this.random(80) / 10;
    wine['sulphates'] = 0.3 + this.random(300) / 100;
    wine['density'] = this.random(40) === 0 ? 1.9 : 0.99 + this.random(100) / 10_000;
    if (this.random(3) === 0) wine['id'] = ['a', 'ü"\\', 7, null][this.random(4)];
    if (this.random(60) > 0) return wine;
    const fields = Object.keys(wine);
    const field = fields[this.random(fields.length)] ?? 'pH';
    switch (this.random(6)) {
      case 0:
        return Object.fromEntries(Object.entries(wine).filter(([name]) => name !== field));
      case 1:
        return { ...wine, colour: 'red' };
      case 2:
        return this.spoiled(wine);
      default:
        return { ...wine, [field]: this.spoiled(wine[field]) };
    }
  }

  private spoiled(value: unknown): unknown {
    return [null, 'x', true, [], {}, 1.5, [value], '3', value, value, value][this.random(11)];
  }
}

/** A value as GraphQL writes it in a document. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, item]) => `${name}: ${literal(item)}`);
  return `{ ${fields.join(', ')} }`;
}
