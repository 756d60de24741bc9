import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { parseRequestBody } from '../execution/request-body';
import { turnOfItsOwn } from '../execution/turns';

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
      const read = (): void => {
        let parsed: unknown;
        try {
          parsed = parseRequestBody(body, (text) =>
            mayNamePrototype(text) ? asFastifyDoes(request, text) : JSON.parse(text),
          );
        } catch {
          // In Fastify's words.
          void parseSafely(request, body.toString('utf8'), done);
          return;
        }
        done(null, parsed);
      };
      if (body.length < LONG_BYTES) read();
      else void turnOfItsOwn().then(read);
    },
  );

  function asFastifyDoes(request: FastifyRequest, text: string): unknown {
    const answer: { error?: Error | null; value?: unknown } = {};
    // It answers before it returns.
    void parseSafely(request, text, (error, value: unknown) => {
      Object.assign(answer, { error, value });
    });
    if (answer.error) throw answer.error;
    return answer.value;
  }
}

/** Whether a key could be one that Fastify refuses; escapes could spell anything. */
function mayNamePrototype(text: string): boolean {
  return text.includes('__proto__') || text.includes('constructor') || text.includes('\\u');
}
