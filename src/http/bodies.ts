import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { GatewayError } from '../errors';
import { parseRequestBody } from '../execution/request-body';
import { hasTurnsToGive, turnOfItsOwn } from '../execution/turns';
import { type RefuseEarly } from './early-refusal';
import { receiveBody, type WholeBody } from './whole-body';

/** A body that takes long enough to read for several of them to be noticed: some tenths of a millisecond. */
const LONG_BYTES = 65_536;

/**
 * Has the scope's JSON bodies read as GraphQL requests, long lists of wines straight into blocks,
 * unless what they ask for is refused at the first look.
 */
export function readGraphqlBodies(scope: FastifyInstance, refuse: RefuseEarly): void {
  const parseSafely = scope.getDefaultJsonParser('error', 'error');
  scope.removeContentTypeParser('application/json');
  parseBodies(scope, (request, body, done) => {
    const read = (): void => {
      let parsed: unknown;
      try {
        parsed = parseRequestBody(body.bytes(), (text) =>
          mayNamePrototype(text) ? asFastifyDoes(request, text) : JSON.parse(text),
        );
      } catch {
        // In Fastify's words.
        void parseSafely(request, body.text(), done);
        return;
      }
      done(null, parsed);
    };
    const isLong = body.length >= LONG_BYTES;
    const seen = firstLook(refuse, request, body.bytes(), isLong && hasTurnsToGive());
    if (seen.refusal) done(seen.refusal);
    else if (!isLong) read();
    else {
      void turnOfItsOwn().then(() => {
        seen.end?.();
        read();
      });
    }
  });

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

/** Has the scope's JSON bodies read as Fastify does, unless they are refused at the first look. */
export function readRecordBodies(scope: FastifyInstance, refuse: RefuseEarly): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.removeContentTypeParser('application/json');
  parseBodies(scope, (request, body, done) => {
    const { refusal } = firstLook(refuse, request, body.bytes());
    if (refusal) done(refusal);
    else void parse(request, body.text(), done);
  });
}

type Done = (error: Error | null, body?: unknown) => void;

function parseBodies(
  scope: FastifyInstance,
  parse: (request: FastifyRequest, body: WholeBody, done: Done) => void,
): void {
  const { bodyLimit = Infinity } = scope.initialConfig;
  scope.addContentTypeParser('application/json', (request, payload, done) => {
    receiveBody(payload, bodyLimit, (error, body) => {
      if (body) parse(request, body, done);
      else done(error);
    });
  });
}

/** What came of the first look at a body. */
interface FirstLook {
  readonly refusal?: GatewayError;
  /** To be called when the body's turn has come. */
  readonly end?: (() => void) | undefined;
}

function firstLook(refuse: RefuseEarly, ...body: Parameters<RefuseEarly>): FirstLook {
  try {
    return { end: refuse(...body) };
  } catch (error) {
    if (error instanceof GatewayError) return { refusal: error };
    throw error;
  }
}

/** Whether a key could be one that Fastify refuses; escapes could spell anything. */
function mayNamePrototype(text: string): boolean {
  return text.includes('__proto__') || text.includes('constructor') || text.includes('\\u');
}
