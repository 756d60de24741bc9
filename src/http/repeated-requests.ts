import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RouteHandlerMethod,
} from 'fastify';
import { type ExecutionResult } from 'graphql';
import { type CompiledOperations } from '../execution/operations';
import { serializeResult } from '../execution/written-data';
import { type ErrorFormat } from '../graphql/error-format';
import { type Settings } from '../settings';
import { formatResult, finishResult, type RequestContext } from './compiled-execution';
import { failureStatus } from './failure-status';
import { usualBody, type KnownRequest, type KnownRequests, type UsualBody } from './known-requests';

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
  return function (request, reply) {
    const body = request.method === 'POST' ? usualBody(request.body) : undefined;
    const known = body && answered.find(request, body);
    if (!known) return learn(this, request, reply, body);
    const { context } = request;
    const variables = body.variables ?? {};
    const executing = operations.execute({ ...known.operation, variables }, context);
    // Apollo has no more to learn here: it answers what the compiled path gave up.
    if (!executing) return apollo.call(this, request, reply);
    return executing.then((result) =>
      result ? answer(known, result, context, reply) : apollo.call(this, request, reply),
    );
  };

  function answer(
    { name, contentType }: KnownRequest,
    result: ExecutionResult,
    { record }: RequestContext,
    reply: FastifyReply,
  ): string | Buffer {
    record.operation = name;
    const formatted = finishResult(formatResult(result, errorFormat, record), record, maxErrors);
    formatted.errors?.forEach(({ extensions }) => record.codes.add(String(extensions?.['code'])));
    const failure = failureStatus(formatted);
    if (failure) void reply.code(failure.status);
    if (failure?.retryAfter) void reply.header('retry-after', failure.retryAfter);
    void reply.type(contentType);
    return serializeResult(formatted);
  }

  async function learn(
    server: FastifyInstance,
    request: FastifyRequest,
    reply: FastifyReply,
    body: UsualBody | undefined,
  ): Promise<unknown> {
    const { context } = request;
    const answer: unknown = await apollo.call(server, request, reply);
    const { operation } = context.learned;
    if (body && operation && reply.statusCode === 200) {
      const contentType = String(reply.getHeader('content-type'));
      answered.add(request, body, { operation, contentType, name: context.record.operation });
    }
    return answer;
  }
}
