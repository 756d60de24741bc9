import { randomUUID } from 'node:crypto';
import { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { GatewayError, httpStatusOf } from '../errors';
import { retryAfterOf } from './failure-status';

/** An error as it leaves the process outside of a GraphQL execution. */
interface Problem {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Answers any error of a route as JSON of the route's kind; what is not ours is masked and logged. */
export function sendError(
  error: FastifyError | GatewayError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return sendProblem(toProblem(error, request), request, reply);
}

/** Answers a problem: GraphQL's shape at `/graphql`, `{ error }` elsewhere. */
export function sendProblem(
  { status, code, message, details }: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  request.record.codes.add(code);
  const isGraphql = request.routeOptions.url === '/graphql';
  const retryAfter = retryAfterOf(details);
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
  // Fastify closes the connection where a body was refused, as the rest of it may still be on its way.
  const isKept = request.raw.complete && reply.raw.shouldKeepAlive;
  if (isKept && reply.hasHeader('connection')) void reply.header('connection', 'keep-alive');
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(
      isGraphql
        ? { errors: [{ message, extensions: { code, ...details } }] }
        : { error: { code, message, ...details } },
    );
}

function toProblem(error: FastifyError | GatewayError, request: FastifyRequest): Problem {
  if (error instanceof GatewayError) {
    const { code, message, details } = error;
    return { status: httpStatusOf[code], code, message, details };
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return {
        status: 413,
        code: 'BODY_TOO_LARGE',
        message: `Expected a body of at most ${request.server.initialConfig.bodyLimit ?? 0} bytes. Send fewer wines at once.`,
        details: { maxBodyBytes: request.server.initialConfig.bodyLimit },
      };
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return {
        status: 415,
        code: 'UNSUPPORTED_MEDIA_TYPE',
        message: `Expected a body of application/json, but ${JSON.stringify(request.headers['content-type'] ?? 'none')} came.`,
      };
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    // Fastify's own: the message tells of the request, never of the process.
    return { status: error.statusCode, code: 'BAD_REQUEST', message: error.message };
  }
  const reference = randomUUID();
  request.log.error({ err: error, reference }, 'request failed');
  return {
    status: 500,
    code: 'INTERNAL_SERVER_ERROR',
    message: 'Internal server error',
    details: { reference },
  };
}
