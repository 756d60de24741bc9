import fastify, {
  LogController,
  type FastifyInstance,
  type FastifyReply,
  type RouteHandlerMethod,
} from 'fastify';
import { type Logger } from 'pino';
import { type Settings } from '../settings';
import { readGraphqlBodies } from './graphql-body';
import { servePage } from './page';
import { sendError, sendProblem } from './problem';
import { logRequests } from './request-log';
import { protect } from './security/protect';

/** What the routes need once a model is ready. */
export interface GatewayHandlers {
  readonly graphql: RouteHandlerMethod;
  readonly predict: RouteHandlerMethod;
  readonly graphiql: RouteHandlerMethod;
  readonly contract: RouteHandlerMethod;
}

/**
 * The HTTP side of the gateway. Its states: starting (live, not ready, routes answer 503) → ready
 * (after `open`) → stopping (after `close`: no new connections, accepted requests are answered).
 */
export interface HttpServer {
  /** Starts to listen; gives the address. */
  listen(): Promise<string>;
  /** Lets the routes answer from now on. */
  open(handlers: GatewayHandlers): void;
  /** Resolves when every accepted request has been answered. */
  close(): Promise<void>;
}

/** Makes the server with all its routes; nothing listens yet. */
export function createHttpServer(settings: Settings, log: Logger): HttpServer {
  let handlers: GatewayHandlers | undefined;

  const server: FastifyInstance = fastify({
    loggerInstance: log,
    // Each request gets one line, with what it did: see request-log.ts.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: settings.MAX_BODY_BYTES,
    requestTimeout: settings.REQUEST_TIMEOUT_MS,
    trustProxy: settings.TRUST_PROXY ?? false,
    // What fails before routing, e.g. a path that cannot be decoded.
    frameworkErrors: ({ message }, _request, reply: FastifyReply) =>
      void reply.code(400).send({ error: { code: 'BAD_REQUEST', message } }),
    // pino's logger type would otherwise run through every signature that takes the server.
  }) as unknown as FastifyInstance;
  // Only JSON is taken; Fastify would read plain text as well.
  server.removeContentTypeParser('text/plain');
  logRequests(server);
  protect(server, settings, log);
  let stopping = false;
  server.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  // A kept-alive connection would hold up the stop until it times out.
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (stopping) void reply.header('connection', 'close');
    done();
  });
  server.setErrorHandler(sendError);
  server.setNotFoundHandler((request, reply) =>
    sendProblem(
      {
        status: 404,
        code: 'NOT_FOUND',
        message:
          'Expected GET /, POST or GET /graphql, POST /predict, GET /graphiql, /schema.graphql, /health/live or /health/ready.',
      },
      request,
      reply,
    ),
  );

  /** A route that exists from the start and works once the gateway is open. */
  const whenOpen = (name: keyof GatewayHandlers): RouteHandlerMethod =>
    function (request, reply) {
      return handlers
        ? handlers[name].call(this, request, reply)
        : sendProblem(
            {
              status: 503,
              code: 'NOT_READY',
              message: 'The models are being loaded; try again in a second.',
            },
            request,
            reply.header('retry-after', '1'),
          );
    };
  void server.register((scope, _options, done) => {
    readGraphqlBodies(scope);
    scope.decorateRequest('context');
    scope.route({ method: ['GET', 'POST'], url: '/graphql', handler: whenOpen('graphql') });
    done();
  });
  server.post('/predict', whenOpen('predict'));
  server.get('/graphiql', whenOpen('graphiql'));
  server.get('/schema.graphql', whenOpen('contract'));
  servePage(server);

  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', (_request, reply) =>
    handlers ? { status: 'ready' } : reply.code(503).send({ status: 'not ready' }),
  );

  return {
    listen: () => server.listen({ host: settings.HOST, port: settings.PORT }),
    open(opened) {
      handlers = opened;
    },
    close: () => server.close(),
  };
}
