import {
  getArgumentValues,
  getNamedType,
  getOperationAST,
  GraphQLError,
  locatedError,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
// The one algorithm of merging fields, fragments and directives (spec, section 6.3.2) is graphql's.
import { collectFields, collectSubfields } from 'graphql/execution/collectFields';
import { GatewayError } from '../errors';
import { type OperationContext } from '../graphql/context';
import { WineBlock } from '../prediction/wine-block';
import { argumentCoercion, type CoerceArguments, type Variables } from './input-coercion';
import { fragmentsOf } from './fragments';
import { endOf, JsonWriters, NotPlainError, type BoundArguments, type Member } from './json-writer';
import { type GradedField } from './twin-schema';
import { type JsonText } from './json-text';
import { writeAnswer } from './write-answer';
import { beginResult, writtenData } from './written-data';

/** Another way of executing the same; undefined when that cannot either. */
type Execution = () => Promise<ExecutionResult | undefined>;

/**
 * Executes an operation of `predict` and `predictBatch` whose selections can be read from the
 * answers' blocks. Undefined when an argument cannot be coerced, and done `instead` when a wine's field
 * refuses one: telling which fields are null then is GraphQL's affair.
 */
export interface PlainOperation {
  execute(
    variables: Variables,
    context: OperationContext,
    instead: Execution,
  ): Promise<ExecutionResult | undefined> | undefined;
  /** What it would have scored, by its root fields; undefined when an argument cannot be coerced. */
  rowsWanted(variables: Variables): readonly WantedRows[] | undefined;
}

/** Rows that an operation would have scored by a version. */
export interface WantedRows {
  /** The version's name; the default one when absent. */
  readonly version: string | null | undefined;
  readonly rows: number;
}

/** A field of a wine does not take its argument's value. */
class FieldRefusal extends Error {}

type Answer = ReturnType<GradedField['grade']>;

interface RootField {
  readonly key: string;
  /** What is between the field before, or the data's beginning, and this one. */
  readonly before: string;
  readonly nodes: readonly FieldNode[];
  readonly coerceArguments: CoerceArguments;
  readonly grade: GradedField['grade'];
  readonly needsRun: boolean;
  readonly members: readonly Member[];
}

/**
 * Compiles an operation on the twin schema.
 *
 * @param document the operation and its fragments, with directives applied.
 * @returns undefined where a selected field has to be resolved.
 */
export function compilePlainOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
): PlainOperation | undefined {
  const query = schema.getQueryType();
  const operation = getOperationAST(document);
  if (!query || !operation) return undefined;
  const fragments = fragmentsOf(document);
  const writers = new JsonWriters((type, nodes) =>
    collectSubfields(schema, fragments, {}, type, nodes),
  );
  const roots: RootField[] = [];
  const selected = collectFields(schema, fragments, {}, query, operation.selectionSet);
  try {
    for (const [key, nodes] of selected) {
      const field = query.getFields()[nodes[0]?.name.value ?? ''];
      const { grade }: Partial<GradedField> = field?.extensions ?? {};
      if (!field || !grade) return undefined;
      writers.needsRun = false;
      const members = writers.membersOf(getNamedType(field.type) as GraphQLObjectType, nodes);
      roots.push({
        key,
        before: `${roots.length === 0 ? '{' : ','}${JSON.stringify(key)}:`,
        nodes,
        coerceArguments: argumentCoercion(field, nodes[0] as FieldNode),
        grade,
        members,
        needsRun: writers.needsRun,
      });
    }
  } catch (error) {
    if (error instanceof NotPlainError) return undefined;
    throw error;
  }

  return {
    execute(values, context, instead) {
      const bound = bind(writers, roots, values);
      return bound && execute(roots, bound, context, instead);
    },
    rowsWanted(values) {
      const bound = bind(writers, roots, values);
      return bound && roots.flatMap((root, i) => wantedOf(root, bound.roots[i] as Variables));
    },
  };
}

function wantedOf({ needsRun }: RootField, args: Variables): WantedRows[] {
  const wines = Object.values(args).find((value) => value instanceof WineBlock);
  if (!needsRun || !wines) return [];
  return [{ version: args['version'] as string | null | undefined, rows: wines.rows }];
}

interface Bound {
  readonly roots: readonly Variables[];
  readonly fields: BoundArguments;
}

function bind(
  { withArguments }: JsonWriters,
  roots: readonly RootField[],
  variables: Variables,
): Bound | undefined {
  try {
    return {
      roots: roots.map(({ coerceArguments }) => coerceArguments(variables)),
      fields: withArguments.map(({ field, node }) => {
        const values = getArgumentValues(field, node, variables);
        return field.args.map(({ name }) => values[name]);
      }),
    };
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

async function execute(
  roots: readonly RootField[],
  bound: Bound,
  context: OperationContext,
  instead: Execution,
): Promise<ExecutionResult | undefined> {
  const { rows } = context.record;
  try {
    const answers = roots.map((root, i) => grade(root, bound.roots[i] as Variables, context));
    const loads: Promise<void>[] = [];
    roots.forEach((root, i) => {
      if (root.needsRun) loads.push(load(root, answers[i] as Answer));
    });
    await (loads.length === 1 ? loads[0] : Promise.all(loads));
    const out = beginResult();
    for (let i = 0; i < roots.length; i++) {
      const writing = write(roots[i] as RootField, answers[i], bound.fields, out);
      if (writing) await writing;
    }
    out.add(endOf(roots));
    return { data: writtenData(out) };
  } catch (error) {
    if (error instanceof FieldRefusal) {
      // Whoever executes it instead counts its wines again, for the limit and the log. Those who look
      // on have all of them: no root field is written before each has graded and loaded its own.
      context.record.rows = rows;
      context.caller.wasTold = true;
      return instead();
    }
    // Every root field here is required, so that one error leaves no data.
    return { data: null, errors: [error as GraphQLError] };
  }
}

function load(root: RootField, answer: Answer): Promise<void> {
  return answer.load().catch((error: unknown) => {
    throw locate(error, root);
  });
}

function write(root: RootField, answer: unknown, bound: BoundArguments, out: JsonText) {
  const failed = (error: unknown): never => {
    throw error instanceof GatewayError ? new FieldRefusal() : locate(error, root);
  };
  try {
    out.add(root.before);
    return writeAnswer(root.members, answer, bound, out)?.catch(failed);
  } catch (error) {
    return failed(error);
  }
}

function grade(root: RootField, args: Variables, context: OperationContext) {
  try {
    return root.grade(args, context);
  } catch (error) {
    throw locate(error, root);
  }
}

function locate(error: unknown, { nodes, key }: RootField): GraphQLError {
  return locatedError(error, nodes, [key]);
}
