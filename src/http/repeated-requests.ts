import { type FastifyRequest, type RouteHandlerMethod } from 'fastify';
import { LRUCache } from 'lru-cache';
import { type CompiledOperations, type OperationRequest } from '../execution/operations';
import { stringifyResult } from '../execution/written-data';
import { formatResult, type FormatError, type RequestContext } from './compiled-execution';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the GraphQL route before anything is executed. */
    context: RequestContext;
  }
}

/** What was learned when Apollo Server answered a request for the first time. */
interface Answered {
  readonly operation: Omit<OperationRequest, 'variables'>;
  /** As the log calls the operation. */
  readonly name: string;
  readonly contentType: string;
}

/** Longer documents are not kept. */
const MAX_QUERY_LENGTH = 10_000;

/**
 * Answers a request that differs from an answered one in nothing but its variables without going
 * through Apollo Server again: it has checked, parsed and validated the same before, negotiated the
 * same answer, and let the compiled path execute it. All others go to it.
 *
 * @param max how many requests are remembered.
 */
export function answerRepeats(
  apollo: RouteHandlerMethod,
  operations: CompiledOperations,
  formatError: FormatError,
  max: number,
): RouteHandlerMethod {
  const answered = new LRUCache<string, Answered>({ max });
  return async function (request, reply) {
    const { context } = request;
    const key = requestKey(request);
    const known = key === undefined ? undefined : answered.get(key);
    if (known) {
      const variables = variablesOf(request.body as GraphqlBody);
      const result = await operations.execute({ ...known.operation, variables }, context);
      if (result) {
        const { record } = context;
        record.operation = known.name;
        const formatted = formatResult(result, formatError);
        formatted.errors?.forEach(({ extensions }) =>
          record.codes.add(String(extensions?.['code'])),
        );
        return reply.type(known.contentType).send(stringifyResult(formatted));
      }
    }
    const answer: unknown = await apollo.call(this, request, reply);
    const { operation } = context.learned;
    if (key !== undefined && operation && reply.statusCode === 200) {
      answered.set(key, {
        operation,
        name: context.record.operation,
        contentType: String(reply.getHeader('content-type')),
      });
    }
    return answer;
  };
}

interface GraphqlBody {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** All of a request that Apollo Server looks at before it executes; undefined where it is unusual. */
function requestKey({ method, headers, body }: FastifyRequest): string | undefined {
  if (method !== 'POST' || typeof body !== 'object' || body === null) return undefined;
  const { query, operationName = null, variables } = body as GraphqlBody;
  const hasMore = 'extensions' in body;
  if (hasMore || typeof query !== 'string' || query.length > MAX_QUERY_LENGTH) return undefined;
  if (operationName !== null && !isName(operationName)) return undefined;
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) {
    return undefined;
  }
  const { accept = '', 'content-type': type = '' } = headers;
  return `${accept}\n${type}\n${operationName ?? ''}\n${query}`;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^\w+$/.test(value);
}

function variablesOf({ variables }: GraphqlBody): Readonly<Record<string, unknown>> {
  return variables ?? {};
}
