import { HeaderMap, type ApolloServerPlugin, type GraphQLRequestListener } from '@apollo/server';
import { type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { type CompiledOperations, type OperationRequest } from '../execution/operations';
import { unpackVariables } from '../execution/pack-wines';
import { type OperationContext } from '../graphql/context';
import { type ErrorFormat } from '../graphql/error-format';
import { type RequestRecord } from '../observability/request-record';
import { boundErrors } from './security/bound-errors';

/** What an operation's resolvers share, and what is learned of it for the next of its kind. */
export interface RequestContext extends OperationContext {
  readonly learned: {
    /** What the compiled path executed; absent where graphql-js did. */
    operation?: Omit<OperationRequest, 'variables'>;
  };
}

/**
 * Has operations executed by the compiled path where it can, in the place where Apollo Server lets a
 * plugin answer instead of its own execution. Where it cannot, Apollo goes on as if it were not here.
 */
export function compiledExecution(
  operations: CompiledOperations,
  errorFormat: ErrorFormat,
): ApolloServerPlugin<RequestContext> {
  const listener: GraphQLRequestListener<RequestContext> = {
    async responseForOperation({ document, queryHash, request, contextValue }) {
      const { operationName, variables = {} } = request;
      const operation = { document, operationName, key: `${queryHash} ${operationName ?? ''}` };
      const result = await operations.execute({ ...operation, variables }, contextValue);
      if (!result) {
        request.variables = unpackVariables(variables);
        return null;
      }
      contextValue.learned.operation = operation;
      return {
        http: { headers: new HeaderMap() },
        body: {
          kind: 'single',
          singleResult: formatResult(result, errorFormat, contextValue.record),
        },
      };
    },
  };
  return { requestDidStart: () => Promise.resolve(listener) };
}

/** The result as Apollo Server would format it had it executed the operation itself. */
export function formatResult(
  result: ExecutionResult,
  errorFormat: ErrorFormat,
  { trace }: RequestRecord,
): FormattedResult {
  const { data, errors } = result;
  if (!errors) return { data: data ?? null };
  errorFormat.note(errors, trace);
  const formatted = errors.map((error) => {
    const { extensions, ...rest } = error.toJSON();
    const coded = { code: 'INTERNAL_SERVER_ERROR', ...extensions };
    return errorFormat.format({ ...rest, extensions: coded }, error);
  });
  // Without data, nothing of it was executed.
  return { errors: formatted, ...(data !== undefined && { data }) };
}

/** The result as it leaves: with the operation's price, where it was priced, and not too many errors. */
export function finishResult<Result extends FormattedResult>(
  result: Result,
  { cost }: RequestRecord,
  maxErrors: number,
): Result {
  const { errors } = result;
  const bounded = errors ? { ...result, errors: boundErrors(errors, maxErrors) } : result;
  if (cost === undefined) return bounded;
  return { ...bounded, extensions: { ...result.extensions, cost } };
}

interface FormattedResult {
  readonly errors?: readonly GraphQLFormattedError[];
  readonly data?: Record<string, unknown> | null;
  readonly extensions?: Record<string, unknown>;
}
