import { type FastifyRequest } from 'fastify';
import { type Settings } from '../../settings';

/** What kind of thing a route gives; it decides the headers and whether a key is wanted. */
export type RouteKind = 'api' | 'health' | 'metrics' | 'sandbox' | 'page' | 'ide';

const KINDS: Readonly<Record<string, RouteKind>> = {
  '/health/live': 'health',
  '/health/ready': 'health',
  '/metrics': 'metrics',
  '/': 'page',
  '/index.html': 'page',
  '/favicon.svg': 'page',
  '/graphiql': 'ide',
};

/**
 * The kind of the route that answers a request. What is not named here is `api`, and so closed to
 * strangers where keys or tokens are wanted. A GET of `/graphql` without a query string executes
 * nothing and asks for the Sandbox; one with any is an operation.
 */
export function kindOf({ method, raw, record: { route } }: FastifyRequest): RouteKind {
  if (route === '/graphql') return method === 'GET' && raw.url === '/graphql' ? 'sandbox' : 'api';
  // The files of the pages, under names that change with them.
  if (route.startsWith('/assets/')) return 'page';
  return KINDS[route] ?? 'api';
}

/** Whether anyone may have what is of this kind. */
export function isOpen(kind: RouteKind, { PROTECT_METRICS }: Settings): boolean {
  return kind === 'metrics' ? !PROTECT_METRICS : kind !== 'api';
}
