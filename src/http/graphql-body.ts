import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { parseRequestBody } from '../execution/request-body';

/** A body that takes milliseconds to read. */
const LONG_BYTES = 262_144;

/** Has the scope's JSON bodies read as GraphQL requests, long lists of wines straight into blocks. */
export function readGraphqlBodies(scope: FastifyInstance): void {
  const parseSafely = scope.getDefaultJsonParser('error', 'error');
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done) => {
      const parse = mayNamePrototype(body) ? asFastifyDoes(request) : JSON.parse;
      let parsed: unknown;
      try {
        parsed = parseRequestBody(body, parse);
      } catch {
        // In Fastify's words.
        void parseSafely(request, body.toString('utf8'), done);
        return;
      }
      // What took long to read takes long to score: others get their turn in between.
      if (body.length < LONG_BYTES) done(null, parsed);
      else setImmediate(done, null, parsed);
    },
  );

  function asFastifyDoes(request: FastifyRequest): (text: string) => unknown {
    return (text) => {
      const answer: { error?: Error | null; value?: unknown } = {};
      // It answers before it returns.
      void parseSafely(request, text, (error, value: unknown) => {
        Object.assign(answer, { error, value });
      });
      if (answer.error) throw answer.error;
      return answer.value;
    };
  }
}

/** Whether a key of the body could be one that Fastify refuses; escapes could spell anything. */
function mayNamePrototype(body: Buffer): boolean {
  return body.includes('__proto__') || body.includes('constructor') || body.includes('\\u');
}
