import { readFileSync } from 'node:fs';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
} from 'graphql';
import { projectFile } from '../support/wines';

const schema = buildSchema(readFileSync(projectFile('schema', 'schema.graphql'), 'utf8'));

type Field =
  GraphQLInputField | (GraphQLField<unknown, unknown> & { args: readonly GraphQLArgument[] });
type Entry = readonly [name: string, description: unknown];

/** What a reader of the documentation meets on a type's page, with what is said of each. */
function entriesOf(type: GraphQLNamedType): Entry[] {
  // Everybody knows what a query is.
  const own: Entry[] = type === schema.getQueryType() ? [] : [[type.name, type.description]];
  if (isEnumType(type)) {
    return [...own, ...type.getValues().map(({ name, description }): Entry => [name, description])];
  }
  if (!isObjectType(type) && !isInputObjectType(type)) return own;
  const fields = Object.values(type.getFields()) as Field[];
  for (const field of fields) {
    own.push([field.name, field.description]);
    for (const { name, description } of 'args' in field ? field.args : []) {
      own.push([`${field.name}(${name})`, description]);
    }
  }
  return own;
}

describe('the documentation that an IDE shows', () => {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  );

  it.each(types.map((type) => [type.name, type] as const))(
    'leaves nothing of %s unsaid',
    (_, type) => {
      const entries = entriesOf(type);
      expect(entries.length).toBeGreaterThan(1);
      for (const [name, description] of entries) {
        // A sentence, or the beginning of one that ends like one.
        expect([name, description]).toEqual([name, expect.stringMatching(/^([A-Z`]|pH).*[.]$/s)]);
      }
    },
  );
});
