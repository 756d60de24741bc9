import { createHash } from 'node:crypto';
import { type FastifyRequest, type RouteHandlerMethod } from 'fastify';
import { parse, type DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { GatewayError } from '../../errors';
import {
  documentLimits,
  measureDocument,
  refuseDeepNesting,
  refuseLargerThan,
} from '../../security/document-size';
import { PersistedOperations } from '../../security/persisted-operations';
import { type Settings } from '../../settings';

/** Longer documents are measured each time. */
const MAX_KEPT_LENGTH = 10_000;

/**
 * Refuses documents that are too large before they are validated: what validation takes grows faster
 * than the document. Syntax errors, and documents of too many tokens, are left to `next` to tell.
 */
export function limitDocuments(next: RouteHandlerMethod, settings: Settings): RouteHandlerMethod {
  const limits = documentLimits(settings);
  const small = new LRUCache<string, true>({ max: settings.MAX_COMPILED_OPERATIONS });
  return function (request, reply) {
    const text = documentOf(request);
    if (text !== undefined && !small.has(text)) {
      refuseDeepNesting(text, settings.MAX_QUERY_TOKENS);
      const document = parsed(text, settings.MAX_QUERY_TOKENS);
      if (document) refuseLargerThan(limits, measureDocument(document));
      if (document && text.length <= MAX_KEPT_LENGTH) small.set(text, true);
    }
    return next.call(this, request, reply);
  };
}

/** Has operations named by their hash, and refuses those that are not listed, as the settings say. */
export function persistDocuments(next: RouteHandlerMethod, settings: Settings): RouteHandlerMethod {
  const { PERSISTED_OPERATIONS: mode, PERSISTED_OPERATIONS_FILE: file } = settings;
  if (mode === 'off') return next;
  const persisted = new PersistedOperations(file, mode === 'only');
  return function (request, reply) {
    if (request.method === 'POST') request.body = withDocument(request.body, persisted);
    const text = documentOf(request);
    if (text !== undefined) persisted.admit(text);
    return next.call(this, request, reply);
  };
}

/** The body with the document that its `extensions.persistedQuery` stands for, and without that. */
function withDocument(body: unknown, persisted: PersistedOperations): unknown {
  if (!isRecord(body) || !isRecord(body['extensions'])) return body;
  const { extensions, ...rest } = body;
  const { persistedQuery, ...others } = extensions as Record<string, unknown>;
  if (!isRecord(persistedQuery)) return body;
  const { version, sha256Hash: hash } = persistedQuery;
  if (version !== 1 || typeof hash !== 'string') return body;
  const { query } = rest;
  if (typeof query === 'string' && createHash('sha256').update(query).digest('hex') !== hash) {
    throw new GatewayError('BAD_USER_INPUT', 'Expected the SHA-256 of `query`, but another came.');
  }
  return {
    ...rest,
    query: typeof query === 'string' ? query : persisted.documentOf(hash),
    ...(Object.keys(others).length > 0 && { extensions: others }),
  };
}

/** The document's text, from where Apollo Server takes it; undefined where there is none. */
function documentOf({ method, body, url }: FastifyRequest): string | undefined {
  if (method === 'POST') {
    const query = isRecord(body) ? body['query'] : undefined;
    return typeof query === 'string' ? query : undefined;
  }
  const at = url.indexOf('?');
  return at < 0 ? undefined : (new URLSearchParams(url.slice(at)).get('query') ?? undefined);
}

function parsed(text: string, maxLexicalTokens: number): DocumentNode | undefined {
  try {
    return parse(text, { maxLexicalTokens, noLocation: true });
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
