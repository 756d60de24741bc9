import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { type RouteHandlerMethod } from 'fastify';
import { type GraphQLSchema } from 'graphql';
import { type Logger } from 'pino';
import { type CompiledOperations } from '../execution/operations';
import { serializeResult } from '../execution/written-data';
import { ErrorFormat } from '../graphql/error-format';
import { type Settings } from '../settings';
import { endWith, keyOf, type Mirror } from './answered';
import { type CallerOf } from './callers';
import { compiledExecution, finishResult, type RequestContext } from './compiled-execution';
import { type ExampleOperation } from './example-operations';
import { failureStatus } from './failure-status';
import { type KnownRequests } from './known-requests';
import { answerRepeats } from './repeated-requests';
import { limitDocuments, persistDocuments } from './security/documents';
import { chargeTo } from './security/charge';
import { refuseOddHosts } from './security/host';

/** What the GraphQL endpoint is made of. */
export interface ApolloParts {
  readonly schema: GraphQLSchema;
  readonly operations: CompiledOperations;
  readonly settings: Settings;
  /** What the Sandbox opens with: the first. */
  readonly examples: readonly ExampleOperation[];
  readonly log: Logger;
  readonly callerOf: CallerOf;
  /** Where requests are remembered. */
  readonly answered: KnownRequests;
  readonly mirror: Mirror;
}

/** The GraphQL endpoint's server: started, with a handler for its route. */
export interface GraphqlEndpoint {
  readonly handler: RouteHandlerMethod;
  stop(): Promise<void>;
}

/** Makes Apollo Server; every default that depends on `NODE_ENV` is set here. */
export async function startApollo(parts: ApolloParts): Promise<GraphqlEndpoint> {
  const { schema, operations, settings, examples, log, callerOf, answered, mirror } = parts;
  const errorFormat = new ErrorFormat((error, reference, traceId) => {
    log.error({ err: error, reference, traceId }, 'operation failed');
  });
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: settings.INTROSPECTION,
    // "Did you mean" would give away name by name what introspection may not tell.
    hideSchemaDetailsFromClientErrors: !settings.INTROSPECTION,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    // Documents that clients leave here for later would be kept without their being asked for.
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: settings.MAX_QUERY_TOKENS },
    formatError: errorFormat.format,
    stringifyResult: (result) => serializeResult(result).toString(),
    logger: log,
    plugins: [
      recordOperation(settings.MAX_ERRORS, errorFormat),
      compiledExecution(operations, errorFormat),
      settings.SANDBOX
        ? ApolloServerPluginLandingPageLocalDefault({ ...examples[0], footer: false })
        : ApolloServerPluginLandingPageDisabled(),
      // Wraps every field, to no use here.
      ApolloServerPluginCacheControlDisabled(),
      // Nothing is sent anywhere, whatever the environment holds.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
    ],
  });
  await apollo.start();
  const whole = refuseOddHosts(
    fastifyApolloHandler(apollo, { context: ({ context }) => Promise.resolve(context) }),
  );
  const handler = persistDocuments(
    answerRepeats(limitDocuments(whole, settings), operations, errorFormat, answered, settings),
    settings,
  );
  return {
    handler(request, reply) {
      const { record, client } = request;
      const budget = client?.allowance.limits.costPerMinute;
      const caller = callerOf(request);
      caller.key = keyOf(request, settings);
      request.context = {
        record,
        caller,
        maxBatchRows: settings.MAX_BATCH_ROWS,
        maxOperationCost: Math.min(settings.MAX_OPERATION_COST, budget ?? Infinity),
        charge: client && budget !== undefined ? chargeTo(client) : undefined,
        learned: {},
      };
      const answer = handler.call(this, request, reply) as Promise<unknown>;
      endWith(answer, caller, reply, mirror);
      return answer;
    },
    stop: () => apollo.stop(),
  };
}

/** Tells the request's record which operation it was and how it ended. */
const recordOperation = (
  maxErrors: number,
  errorFormat: ErrorFormat,
): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: ({ contextValue: { record } }) =>
    Promise.resolve({
      didResolveOperation({ operationName }) {
        if (operationName) record.operation = operationName.slice(0, 100);
        return Promise.resolve();
      },
      didEncounterErrors({ errors }) {
        errorFormat.note(errors, record.trace);
        return Promise.resolve();
      },
      willSendResponse({ response: { body, http } }) {
        if (body.kind === 'single') {
          const failure = failureStatus(body.singleResult);
          if (failure) http.status = failure.status;
          if (failure?.retryAfter) http.headers.set('retry-after', failure.retryAfter);
          body.singleResult = finishResult(body.singleResult, record, maxErrors);
          for (const error of body.singleResult.errors ?? []) {
            record.codes.add(String(error.extensions?.['code']));
          }
        }
        return Promise.resolve();
      },
    }),
});
