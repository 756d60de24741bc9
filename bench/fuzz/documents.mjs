import { oddJson } from './values.mjs';

/** @typedef {import('./random.mjs').Random} Random */

const TOKENS = [
  ...['{', '}', '(', ')', '[', ']', ':', '=', '!', '|', '&', '@', '$', '...', ',', '#', '"', '"""'],
  ...['query', 'mutation', 'subscription', 'fragment', 'on', 'null', 'true', 'type', 'extend'],
  ...[
    '1',
    '-1',
    '1e99',
    '0.5',
    '01',
    '"text"',
    '"""block"""',
    '\\',
    '\u0000',
    '\ufeff',
    '\n',
    'é',
    '🍷',
  ],
  ...[
    '@skip(if: true)',
    '@include(if: $a)',
    '@deprecated',
    '@a',
    '__typename',
    '__schema',
    '__type',
  ],
];

/** Makes documents for a schema, from nearly sound to no document at all. */
export class DocumentGenerator {
  /** @param {Random} random @param {import('graphql').GraphQLSchema} schema */
  constructor(random, schema) {
    this.random = random;
    this.query = /** @type {import('graphql').GraphQLObjectType} */ (schema.getQueryType());
    this.names = Object.values(schema.getTypeMap()).flatMap((type) =>
      'getFields' in type ? [type.name, ...Object.keys(type.getFields())] : [type.name],
    );
  }

  next() {
    const { random } = this;
    const document = `${random.of(['', 'query ', 'query Q ', 'query Q($a: Boolean = true, $wine: WineInput!, $wines: [WineInput!]!) '])}${this.selection(this.query, 0)}`;
    switch (random.below(9)) {
      case 0:
        return this.soup();
      case 1:
        return this.large();
      case 2:
      case 3:
        return this.withTokensMoved(document);
      case 4:
        return `${document} fragment F on ${random.of(this.names)} { ...${random.of(['F', 'G'])} ${random.of(this.names)} }`;
      default:
        return document;
    }
  }

  /** @param {import('graphql').GraphQLOutputType} type @param {number} depth @returns {string} */
  selection(type, depth) {
    const { random } = this;
    let named = type;
    while ('ofType' in named)
      named = /** @type {import('graphql').GraphQLOutputType} */ (named.ofType);
    if (!('getFields' in named)) return '';
    const fields = Object.values(named.getFields());
    const parts = random.some(3, () => {
      const field = random.of(fields);
      if (depth > 4 && 'ofType' in field.type) return '__typename';
      const alias = random.once(4) ? `a${random.below(9)}: ` : '';
      const given = field.args.map(
        ({ name, type: wanted }) => `${name}: ${this.argument(name, String(wanted))}`,
      );
      const head = `${alias}${field.name}${given.length > 0 && !random.once(9) ? `(${given.join(' ')})` : ''}`;
      const directive = random.once(9)
        ? ` ${random.of(['@skip(if: $a)', '@include(if: false)', '@a', '@skip'])}`
        : '';
      const below = this.selection(field.type, depth + 1);
      return random.once(12)
        ? `... on ${named.name} { ${head} ${below} }`
        : `${head}${directive} ${below}`;
    });
    return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
  }

  /** @param {string} name @param {string} type */
  argument(name, type) {
    const { random } = this;
    if (random.once(5)) return oddJson(random).replaceAll(/"(\w+)":/g, '$1:');
    if (type.startsWith('[WineInput')) return '$wines';
    if (type.startsWith('WineInput')) return '$wine';
    if (name === 'version') return random.of(['"1"', '"2"', '"3"', '"stable"', 'null', '"../1"']);
    if (type.includes('WineFeature'))
      return random.of(['ALCOHOL', 'PH', '[ALCOHOL, PH]', 'COLOUR']);
    if (type.includes('Changes'))
      return random.of(['{ pH: 3.2 }', '{}', '{ pH: null }', '{ alcohol: 99 }']);
    return random.of(['1', '5', '0.5', '-1', '11', '2147483648', '1.5']);
  }

  soup() {
    const { random } = this;
    const pieces = random.some(60, () => random.of(random.once(2) ? TOKENS : this.names));
    return `${random.once(2) ? '{ ' : ''}${pieces.join(random.of([' ', '']))}`;
  }

  large() {
    const { random } = this;
    const size = random.of([20, 600, 4000]);
    const many = (/** @type {(i: number) => string} */ make) =>
      Array.from({ length: size }, (_, i) => make(i)).join(' ');
    return random.of([
      () => `{ ${many(() => '__typename')} }`,
      () => `{ ${many((i) => `a${i}: __typename`)} }`,
      () => `{ ${many(() => 'limits { deadlineMs }')} }`,
      () => `{ limits { ${many(() => 'deadlineMs')} } }`,
      () => '{ models '.repeat(size) + '}'.repeat(size),
      () => `{ model(version: ${'['.repeat(size)}${']'.repeat(size)}) { name } }`,
      () =>
        `{ ${many((i) => `...F${i}`)} } ${many((i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 2} }`)}`,
      () => `{ __typename ${many(() => '@include(if: true)')} }`,
      () => `query (${many((i) => `$v${i}: Int`)}) { __typename }`,
      () =>
        `{ __schema { types { ${'fields { type { '.repeat(size % 40)} name ${'} }'.repeat(size % 40)} } } }`,
      () => `# ${'x'.repeat(size * 100)}\n{ __typename }`,
    ])();
  }

  /** @param {string} document */
  withTokensMoved(document) {
    const { random } = this;
    const tokens = document.split(/(\s+|[{}():!$@[\]])/).filter(Boolean);
    for (let i = random.below(4); i >= 0; i--) {
      const at = random.below(tokens.length + 1);
      tokens.splice(
        at,
        random.below(3),
        ...random.some(2, () => random.of(random.once(2) ? TOKENS : tokens)),
      );
    }
    return tokens.join('');
  }
}
