import { type RouteHandlerMethod } from 'fastify';
import { type CompiledOperations } from '../execution/operations';
import { serializeResult } from '../execution/written-data';
import { type ErrorFormat } from '../graphql/error-format';
import { type Settings } from '../settings';
import { formatResult, finishResult, type RequestContext } from './compiled-execution';
import { failureStatus } from './failure-status';
import { usualBody, type KnownRequests } from './known-requests';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the GraphQL route before anything is executed. */
    context: RequestContext;
  }
}

/**
 * Answers a request that differs from an answered one in nothing but its variables without going
 * through Apollo Server again: it has checked, parsed and validated the same before, negotiated the
 * same answer, and let the compiled path execute it. All others go to it.
 */
export function answerRepeats(
  apollo: RouteHandlerMethod,
  operations: CompiledOperations,
  errorFormat: ErrorFormat,
  answered: KnownRequests,
  { MAX_ERRORS: maxErrors }: Settings,
): RouteHandlerMethod {
  return async function (request, reply) {
    const { context } = request;
    const body = request.method === 'POST' ? usualBody(request.body) : undefined;
    const known = body && answered.find(request, body);
    if (known) {
      const variables = body.variables ?? {};
      const result = await operations.execute({ ...known.operation, variables }, context);
      if (result) {
        const { record } = context;
        record.operation = known.name;
        const formatted = finishResult(
          formatResult(result, errorFormat, record),
          record,
          maxErrors,
        );
        formatted.errors?.forEach(({ extensions }) =>
          record.codes.add(String(extensions?.['code'])),
        );
        const failure = failureStatus(formatted);
        if (failure) void reply.code(failure.status);
        if (failure?.retryAfter) void reply.header('retry-after', failure.retryAfter);
        // Not by `send`: the reply that it gives would be waited for.
        void reply.type(known.contentType);
        return serializeResult(formatted);
      }
    }
    const answer: unknown = await apollo.call(this, request, reply);
    const { operation } = context.learned;
    if (body && !known && operation && reply.statusCode === 200) {
      const contentType = String(reply.getHeader('content-type'));
      answered.add(request, body, { operation, contentType, name: context.record.operation });
    }
    return answer;
  };
}
