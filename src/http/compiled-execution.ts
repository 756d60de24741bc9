import {
  HeaderMap,
  type ApolloServerPlugin,
  type GraphQLRequestContextResponseForOperation,
  type GraphQLRequestListener,
  type GraphQLResponse,
} from '@apollo/server';
import { type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { type CompiledOperations } from '../execution/operations';
import { unpackVariables } from '../execution/pack-wines';
import { type OperationContext } from '../graphql/context';

/** What leaves the process of an error: see graphql/error-format.ts. */
type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/**
 * Has operations executed by the compiled path where it can, in the place where Apollo Server lets a
 * plugin answer instead of its own execution. Where it cannot, Apollo goes on as if it were not here.
 */
export function compiledExecution(
  operations: CompiledOperations,
  formatError: FormatError,
): ApolloServerPlugin<OperationContext> {
  const listener: GraphQLRequestListener<OperationContext> = {
    async responseForOperation(requestContext) {
      const result = await execute(operations, requestContext);
      if (result) return toResponse(result, formatError);
      const { request } = requestContext;
      if (request.variables) request.variables = unpackVariables(request.variables);
      return null;
    },
  };
  return { requestDidStart: () => Promise.resolve(listener) };
}

function execute(
  operations: CompiledOperations,
  requestContext: GraphQLRequestContextResponseForOperation<OperationContext>,
): Promise<ExecutionResult | undefined> | undefined {
  const { document, queryHash, request, contextValue } = requestContext;
  const { operationName } = request;
  return operations.execute(
    {
      document,
      operationName,
      key: `${queryHash} ${operationName ?? ''}`,
      variables: request.variables ?? {},
    },
    contextValue,
  );
}

/** The result as Apollo Server would send it had it executed the operation itself. */
function toResponse(
  { data, errors }: ExecutionResult,
  formatError: FormatError,
): GraphQLResponse<Record<string, unknown>> {
  const formatted = errors?.map((error) => {
    const { extensions, ...rest } = error.toJSON();
    const coded = { code: 'INTERNAL_SERVER_ERROR', ...extensions };
    return formatError({ ...rest, extensions: coded }, error);
  });
  return {
    http: { headers: new HeaderMap() },
    body: {
      kind: 'single',
      singleResult: { ...(formatted && { errors: formatted }), data: data ?? null },
    },
  };
}
