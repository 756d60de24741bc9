import { type FastifyRequest, type RouteHandlerMethod } from 'fastify';
import { LRUCache } from 'lru-cache';
import { type CompiledOperations, type OperationRequest } from '../execution/operations';
import { serializeResult } from '../execution/written-data';
import { type Settings } from '../settings';
import {
  formatResult,
  finishResult,
  refusalStatus,
  retryAfter,
  type FormatError,
  type RequestContext,
} from './compiled-execution';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the GraphQL route before anything is executed. */
    context: RequestContext;
  }
}

/** What was learned when Apollo Server answered a request for the first time. */
interface Answered extends RequestKind {
  readonly operation: Omit<OperationRequest, 'variables'>;
  /** As the log calls the operation. */
  readonly name: string;
  readonly contentType: string;
}

/** All of a request that Apollo Server looks at before it executes, but its document. */
interface RequestKind {
  readonly accept: string | undefined;
  readonly type: string | undefined;
  readonly operationName: string | null;
}

/** Longer documents are not kept. */
const MAX_QUERY_LENGTH = 10_000;
/** Kinds of requests that are kept of one document. */
const MAX_KINDS = 8;

/**
 * Answers a request that differs from an answered one in nothing but its variables without going
 * through Apollo Server again: it has checked, parsed and validated the same before, negotiated the
 * same answer, and let the compiled path execute it. All others go to it.
 */
export function answerRepeats(
  apollo: RouteHandlerMethod,
  operations: CompiledOperations,
  formatError: FormatError,
  { MAX_COMPILED_OPERATIONS: max, MAX_ERRORS: maxErrors }: Settings,
): RouteHandlerMethod {
  // By document alone: a longer key would have to be put together, and hashed, for each request.
  const answered = new LRUCache<string, Answered[]>({ max });
  return async function (request, reply) {
    const { context } = request;
    const body = usualBody(request);
    const kinds = body && answered.get(body.query);
    const known = body && kinds?.find((kind) => isOfKind(kind, request, body));
    if (known) {
      const variables = body.variables ?? {};
      const result = await operations.execute({ ...known.operation, variables }, context);
      if (result) {
        const { record } = context;
        record.operation = known.name;
        const formatted = finishResult(formatResult(result, formatError), record, maxErrors);
        formatted.errors?.forEach(({ extensions }) =>
          record.codes.add(String(extensions?.['code'])),
        );
        const { status } = refusalStatus(result);
        if (status !== undefined) void reply.code(status);
        for (const [name, value] of retryAfter(result)) void reply.header(name, value);
        return reply.type(known.contentType).send(serializeResult(formatted));
      }
    }
    const answer: unknown = await apollo.call(this, request, reply);
    const { operation } = context.learned;
    if (body && !known && operation && reply.statusCode === 200) {
      const { accept, 'content-type': type } = request.headers;
      const kind: Answered = {
        accept,
        type,
        operationName: body.operationName ?? null,
        operation,
        name: context.record.operation,
        contentType: String(reply.getHeader('content-type')),
      };
      answered.set(body.query, [kind, ...(kinds ?? [])].slice(0, MAX_KINDS));
    }
    return answer;
  };
}

interface GraphqlBody {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

function isOfKind(kind: RequestKind, { headers }: FastifyRequest, body: GraphqlBody): boolean {
  return (
    kind.accept === headers.accept &&
    kind.type === headers['content-type'] &&
    kind.operationName === (body.operationName ?? null)
  );
}

/** A body that says nothing but document, operation name and variables; undefined for any other. */
function usualBody({ method, body }: FastifyRequest): GraphqlBody | undefined {
  if (method !== 'POST' || typeof body !== 'object' || body === null) return undefined;
  const { query, operationName, variables } = body as Readonly<Record<string, unknown>>;
  if ('extensions' in body) return undefined;
  if (typeof query !== 'string' || query.length > MAX_QUERY_LENGTH) return undefined;
  if (operationName != null && typeof operationName !== 'string') return undefined;
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) {
    return undefined;
  }
  return body as GraphqlBody;
}
