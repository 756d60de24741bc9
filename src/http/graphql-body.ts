import { type FastifyInstance } from 'fastify';
import { parseRequestBody } from '../execution/request-body';

/** Has the scope's JSON bodies read as GraphQL requests, long lists of wines straight into blocks. */
export function readGraphqlBodies(scope: FastifyInstance): void {
  const parseJson = scope.getDefaultJsonParser('error', 'error');
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done) => {
      let parsed: unknown;
      try {
        parsed = parseRequestBody(body, (text) => {
          let value: unknown;
          let failure: Error | null = null;
          // Fastify's parser answers before it returns.
          void parseJson(request, text, (error, json) => {
            failure = error;
            value = json;
          });
          if (failure) throw failure as Error;
          return value;
        });
      } catch (error) {
        done(error as Error);
        return;
      }
      done(null, parsed);
    },
  );
}
