import {
  coerceInputValue,
  getArgumentValues,
  isInputType,
  isNonNullType,
  Kind,
  typeFromAST,
  valueFromAST,
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  type TypeNode,
  type VariableDefinitionNode,
} from 'graphql';

/** Variables after coercion. */
export type Variables = Readonly<Record<string, unknown>>;

/** Coerces an operation's variables; undefined where one is refused: GraphQL tells in which words. */
export type CoerceVariables = (inputs: Variables) => Variables | undefined;

/**
 * Gives a field's arguments from the operation's coerced variables.
 *
 * @throws GraphQLError for a required argument without a value.
 */
export type CoerceArguments = (variables: Variables) => Variables;

class Refused extends Error {}

const REFUSED = new Refused();

/**
 * Makes the coercion of an operation's variables (spec, section 6.1.2): what depends on the document
 * alone, the variables' types and defaults, is found out here and not for each request.
 */
export function variableCoercion(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[] = [],
): CoerceVariables {
  const variables = definitions.map(({ variable, type: node, defaultValue }) => {
    const type = inputType(schema, node);
    return {
      name: variable.name.value,
      type,
      isRequired: isNonNullType(type),
      defaultValue: defaultValue && valueFromAST(defaultValue, type),
    };
  });
  return (inputs) => {
    const coerced: Record<string, unknown> = {};
    try {
      for (const { name, type, isRequired, defaultValue } of variables) {
        const value = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
        if (value === undefined) {
          if (defaultValue !== undefined) coerced[name] = defaultValue;
          else if (isRequired) return undefined;
        } else if (value === null) {
          if (isRequired) return undefined;
          coerced[name] = null;
        } else {
          coerced[name] = coerceInputValue(value, type, refuse);
        }
      }
    } catch (error) {
      if (error instanceof Refused) return undefined;
      throw error;
    }
    return coerced;
  };
}

/**
 * Makes the coercion of a field's arguments (spec, section 6.4.1): those that are variables with
 * values are just these, and of all others graphql knows what they are.
 */
export function argumentCoercion(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): CoerceArguments {
  const byGraphql: CoerceArguments = (variables) => getArgumentValues(field, node, variables);
  const given = node.arguments ?? [];
  if (given.length !== field.args.length) return byGraphql;
  return (variables) => {
    const values: Record<string, unknown> = {};
    for (const { name, value: argument } of given) {
      const isVariable = argument.kind === Kind.VARIABLE;
      const value = isVariable ? variables[argument.name.value] : undefined;
      if (value == null) return byGraphql(variables);
      values[name.value] = value;
    }
    return values;
  };
}

function inputType(schema: GraphQLSchema, node: TypeNode): GraphQLInputType {
  const type = typeFromAST(schema, node);
  if (!isInputType(type)) throw new Error('expected variables of input types, as validated');
  return type;
}

function refuse(): never {
  throw REFUSED;
}
