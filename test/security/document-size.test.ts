import { getIntrospectionQuery, parse } from 'graphql';
import {
  measureDocument,
  refuseDeepNesting,
  refuseLargerThan,
} from '../../src/security/document-size';
import { readSettings } from '../../src/settings';

const measure = (text: string) => measureDocument(parse(text));

describe('the size of a document', () => {
  it.each([
    ['{ a }', { depth: 1, rootFields: 1, aliases: 0, selections: 1 }],
    ['{ a { b { c } d } e }', { depth: 3, rootFields: 2, aliases: 0, selections: 5 }],
    ['{ x: a { y: b } z: a { b } }', { depth: 2, rootFields: 2, aliases: 3, selections: 4 }],
    [
      '{ a { ... { b } ... on T { c: d } } }',
      { depth: 2, rootFields: 1, aliases: 1, selections: 5 },
    ],
    [
      '{ a { ...F } b { ...F } } fragment F on T { x: c { d } }',
      { depth: 3, rootFields: 2, aliases: 2, selections: 8 },
    ],
    [
      '{ ...F } fragment F on Query { a b }',
      { depth: 1, rootFields: 2, aliases: 0, selections: 3 },
    ],
    ['query A { a } query B { b { c } }', { depth: 2, rootFields: 1, aliases: 0, selections: 3 }],
    ['{ a } fragment F on T { b c d }', { depth: 1, rootFields: 1, aliases: 0, selections: 4 }],
    ['fragment F on T { b }', { depth: 0, rootFields: 0, aliases: 0, selections: 1 }],
  ])('%s', (text, size) => {
    expect(measure(text)).toEqual(size);
  });

  it('ends for fragments that use themselves or each other', () => {
    const text = '{ ...A } fragment A on Query { a { ...B } } fragment B on T { b { ...A } }';
    expect(measure(text)).toMatchObject({ depth: 2, rootFields: 1 });
    expect(measure('{ ...A } fragment A on Query { ...A }')).toMatchObject({ depth: 0 });
  });

  it('counts fragments of fragments in all their places, in no time', () => {
    const doubling = Array.from(
      { length: 60 },
      (_, i) => `fragment F${i} on T { x: a { ...F${i + 1} } y: a { ...F${i + 1} } }`,
    );
    const { depth, aliases } = measure(`{ ...F0 } ${doubling.join(' ')} fragment F60 on T { a }`);
    expect(depth).toBe(61);
    expect(aliases).toBe(2 ** 61 - 2);
  });

  const limits = { maxQueryDepth: 3, maxRootFields: 3, maxAliases: 3, maxSelections: 6 };
  it.each([
    ['{ a { b { c { d } } } }', 'maxQueryDepth', 3, 4, 'levels of fields'],
    ['{ a b c d }', 'maxRootFields', 3, 4, 'fields on the first level'],
    ['{ a { v: b w: b x: b y: b } }', 'maxAliases', 3, 4, 'aliases'],
    ['{ a { b c d } e { f g } }', 'maxSelections', 6, 7, 'fields and fragments'],
  ])('of %s is above %s', (text, limit, allowed, came, what) => {
    expect(() => {
      refuseLargerThan(limits, measure(text));
    }).toThrow(
      expect.objectContaining({
        code: 'OPERATION_TOO_LARGE',
        message: `Expected an operation of at most ${allowed} ${what}, but this one has ${came}. Send it in parts, and lists of wines in the variables.`,
        details: { limit, allowed, came },
      }) as Error,
    );
  });

  it.each([
    ['in strings', `{ a(b: "${'['.repeat(500)}") }`],
    ['in block strings', `{ a(b: ${'"'.repeat(3)}${'{'.repeat(500)}${'"'.repeat(3)}) }`],
    ['in comments', `{ a } # ${'('.repeat(500)}`],
    ['beside each other', `{ ${'a(b: [{ c: 1 }]) { d } '.repeat(200)} }`],
    ['200 in each other', `{ a(b: ${'['.repeat(198)}${']'.repeat(198)}) }`],
    ['after a syntax error', `{ \0 ${'{'.repeat(500)}`],
  ])('does not count brackets %s as nesting', (_, text) => {
    refuseDeepNesting(text, 15_000);
  });

  it('is refused for 201 brackets in each other, closed or not', () => {
    for (const text of [
      `{ a(b: ${'['.repeat(199)}`,
      `{ a(b: ${'['.repeat(199)}${']'.repeat(199)}) }`,
    ]) {
      expect(() => {
        refuseDeepNesting(text, 15_000);
      }).toThrow(
        'Expected a document of at most 200 brackets in each other, but this one has more.',
      );
    }
  });

  it('at its limits passes', () => {
    refuseLargerThan(limits, measure('{ v: a { w: b { x: c } } d e { f } }'));
  });

  it('of introspection, with everything that it can ask for, is within the defaults', () => {
    const { MAX_QUERY_DEPTH, MAX_ROOT_FIELDS, MAX_ALIASES, MAX_SELECTIONS } = readSettings({});
    const text = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    refuseLargerThan(
      {
        maxQueryDepth: MAX_QUERY_DEPTH,
        maxRootFields: MAX_ROOT_FIELDS,
        maxAliases: MAX_ALIASES,
        maxSelections: MAX_SELECTIONS,
      },
      measure(text),
    );
  });
});
