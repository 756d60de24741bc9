import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { GatewayError } from '../errors';
import { IncomingWines } from '../execution/incoming-wines';
import { parseRequestBody } from '../execution/request-body';
import { turnOfItsOwn } from '../execution/turns';
import { type HasRoomFor, type RefuseEarly } from './early-refusal';
import { LONG_BYTES, readIncoming, type BeginBody, type IncomingBody } from './incoming-bodies';
import { receiveBody, type WholeBody } from './whole-body';

/** What is looked at of a body that has been read. */
const NOTHING = Buffer.alloc(0);

/**
 * Has the scope's JSON bodies read as GraphQL requests, long lists of wines straight into blocks and a
 * little in each turn of the event loop: while they come where there is room for what they ask, else when
 * they are whole, unless they are refused at the first look.
 */
export function readGraphqlBodies(
  scope: FastifyInstance,
  refuse: RefuseEarly,
  hasRoomFor: HasRoomFor,
): void {
  const parseSafely = scope.getDefaultJsonParser('error', 'error');
  scope.removeContentTypeParser('application/json');
  parseBodies(scope, readIncoming(hasRoomFor), (request, body, done, incoming) => {
    const parse = (text: string): unknown =>
      mayNamePrototype(text) ? asFastifyDoes(request, text) : JSON.parse(text);
    const isLong = body.length >= LONG_BYTES;
    const bytes = incoming ? NOTHING : body.bytes();
    const seen = firstLook(refuse, request, bytes, isLong);
    const goOn = (wines?: IncomingWines): void => {
      incoming?.end();
      seen.end?.();
      if (seen.refusal) {
        done(seen.refusal);
        return;
      }
      let parsed: unknown;
      try {
        parsed = wines?.body(parse) ?? parseRequestBody(body.bytes(), parse);
      } catch {
        // In Fastify's words.
        void parseSafely(request, body.text(), done);
        return;
      }
      done(null, parsed);
    };
    if (!isLong || seen.refusal) goOn();
    else if (incoming)
      void turnOfItsOwn().then(() => {
        goOn(incoming.wines);
      });
    else {
      const wines = new IncomingWines(body.length);
      void body.giveInTurns(wines).then(() => {
        goOn(wines);
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
  parseBodies(scope, undefined, (request, body, done) => {
    const { refusal } = firstLook(refuse, request, body.bytes());
    if (refusal) done(refusal);
    else void parse(request, body.text(), done);
  });
}

type Done = (error: Error | null, body?: unknown) => void;

function parseBodies(
  scope: FastifyInstance,
  begin: BeginBody | undefined,
  parse: (request: FastifyRequest, body: WholeBody, done: Done, incoming?: IncomingBody) => void,
): void {
  const { bodyLimit = Infinity } = scope.initialConfig;
  scope.addContentTypeParser('application/json', (request, payload, done) => {
    const incoming = begin?.(payload);
    receiveBody(payload, bodyLimit, incoming?.wines, (error, body) => {
      if (body) {
        const parsed: Done = (...outcome) => {
          body.release();
          done(...outcome);
        };
        parse(request, body, parsed, incoming);
      } else {
        incoming?.end();
        done(error);
      }
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
