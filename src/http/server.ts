import fastify, { type FastifyInstance, type FastifyReply, type RouteHandlerMethod } from 'fastify';
import { type Logger } from 'pino';
import { Metrics } from '../observability/metrics';
import { type Sight } from '../observability/sight';
import { type Settings } from '../settings';
import { readGraphqlBodies, readRecordBodies } from './bodies';
import { connectionBounds } from './connections';
import { type HasRoomFor, type RefuseEarly } from './early-refusal';
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
  /** What is refused before its body is read. */
  readonly refuseEarly?: Readonly<Record<'graphql' | 'predict', RefuseEarly>>;
  /** Where there is none, bodies are read when they are whole. */
  readonly hasRoomFor?: HasRoomFor;
}

/** Requests that have no answer yet. */
export interface Unanswered {
  readonly requests: number;
  /** The wines in them, as far as they have been read. */
  readonly rows: number;
}

/**
 * The HTTP side of the gateway. Its states: starting (live, not ready, routes answer 503) → ready
 * (after `open`) → draining (after `drain`: not ready, requests are still answered, connections are
 * not kept) → stopping (after `close`: no new connections, accepted requests are answered).
 */
export interface HttpServer {
  /** Starts to listen; gives the address. */
  listen(): Promise<string>;
  /** Lets the routes answer from now on. */
  open(handlers: GatewayHandlers): void;
  /** Says by `/health/ready` that requests had better go elsewhere. */
  drain(): void;
  unanswered(): Unanswered;
  /** Reads the files of keys again: see `protect`. */
  readonly rereadKeys: () => void;
  /** Resolves when every accepted request has been answered. */
  close(): Promise<void>;
}

/** Makes the server with all its routes; nothing listens yet. */
export function createHttpServer(
  settings: Settings,
  log: Logger,
  sight: Sight = { metrics: new Metrics(), tracing: undefined },
): HttpServer {
  let handlers: GatewayHandlers | undefined;

  const server: FastifyInstance = fastify({
    bodyLimit: settings.MAX_BODY_BYTES,
    ...connectionBounds(settings),
    trustProxy: settings.TRUST_PROXY ?? false,
    // What comes on a connection that is open is accepted and answered, the last on that connection.
    return503OnClosing: false,
    // What fails before routing, e.g. a path that cannot be decoded.
    frameworkErrors: ({ message }, _request, reply: FastifyReply) =>
      void reply.code(400).send({ error: { code: 'BAD_REQUEST', message } }),
  });
  // Only JSON is taken; Fastify would read plain text as well.
  server.removeContentTypeParser('text/plain');
  server.server.maxConnections = settings.MAX_CONNECTIONS;
  const open = logRequests(server, log, sight);
  server.decorateRequest('caller');
  const rereadKeys = protect(server, settings, log, sight.metrics);
  let stopping = false;
  // A kept-alive connection would hold up the stop until it times out.
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    server.server.prependListener('request', (_request, response) => {
      response.setHeader('connection', 'close');
    });
    for (const { reply } of open) {
      if (!reply.raw.headersSent) void reply.header('connection', 'close');
    }
  };
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
  const whenOpen = (
    name: Exclude<keyof GatewayHandlers, 'refuseEarly' | 'hasRoomFor'>,
  ): RouteHandlerMethod =>
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
    readGraphqlBodies(
      scope,
      (...body) => handlers?.refuseEarly?.graphql(...body),
      (bytes) => handlers?.hasRoomFor?.(bytes) ?? false,
    );
    scope.decorateRequest('context');
    scope.route({ method: ['GET', 'POST'], url: '/graphql', handler: whenOpen('graphql') });
    done();
  });
  void server.register((scope, _options, done) => {
    readRecordBodies(scope, (...body) => handlers?.refuseEarly?.predict(...body));
    scope.post('/predict', whenOpen('predict'));
    done();
  });
  server.get('/graphiql', whenOpen('graphiql'));
  server.get('/schema.graphql', whenOpen('contract'));
  servePage(server);

  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', (_request, reply) =>
    handlers && !stopping
      ? { status: 'ready' }
      : reply.code(503).send({ status: stopping ? 'stopping' : 'not ready' }),
  );

  if (settings.METRICS) {
    const { metrics } = sight;
    server.get('/metrics', async (_request, reply) =>
      reply.type(metrics.contentType).send(await metrics.text()),
    );
  }

  return {
    listen: () => server.listen({ host: settings.HOST, port: settings.PORT }),
    open(opened) {
      handlers = opened;
    },
    drain: stop,
    rereadKeys,
    unanswered: () => ({
      requests: open.size,
      rows: [...open].reduce((sum, { record }) => sum + record.rows, 0),
    }),
    close() {
      stop();
      return server.close();
    },
  };
}
