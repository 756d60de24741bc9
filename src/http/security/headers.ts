import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet, { type HelmetOptions } from 'helmet';
import { type RouteKind } from './routes';

/** Response headers by their names in lower case. */
export type Headers = Readonly<Record<string, string>>;

type Directives = Readonly<Record<string, readonly string[]>>;

/** Nothing may be loaded, embedded or sent but what a page's own policy adds. */
const CLOSED: Directives = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

const OWN_PAGE: Directives = {
  ...CLOSED,
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'manifest-src': ["'self'"],
  'connect-src': ["'self'"],
};

/** The editor makes styles and workers as it runs. */
const IDE: Directives = {
  ...OWN_PAGE,
  'style-src': ["'self'", "'unsafe-inline'"],
  'font-src': ["'self'", 'data:'],
  'worker-src': ["'self'", 'blob:'],
};

const LANDING = 'https://apollo-server-landing-page.cdn.apollographql.com';
const EMBEDDED = 'https://embeddable-sandbox.cdn.apollographql.com';

/**
 * Apollo's page brings a policy of its own, whose nonce says which inline scripts may run. Both
 * policies must allow a thing, so that `unsafe-inline` here takes nothing from that one.
 */
const SANDBOX: Directives = {
  ...CLOSED,
  'script-src': ["'self'", "'unsafe-inline'", LANDING, EMBEDDED],
  'style-src': ["'self'", "'unsafe-inline'", LANDING, EMBEDDED, 'https://fonts.googleapis.com'],
  'img-src': ["'self'", 'data:', LANDING],
  'font-src': ['https://fonts.gstatic.com'],
  'manifest-src': [LANDING],
  'frame-src': ['https://sandbox.embed.apollographql.com'],
  'connect-src': ["'self'"],
};

/** What of helmet is of use to pages only. */
type PageOptions = Pick<
  HelmetOptions,
  | 'crossOriginOpenerPolicy'
  | 'originAgentCluster'
  | 'xDnsPrefetchControl'
  | 'xDownloadOptions'
  | 'xPermittedCrossDomainPolicies'
  | 'xXssProtection'
>;

const NO_PAGE: PageOptions = {
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
};

/** The security headers of each kind of route: all that helmet knows, written once at start. */
export function securityHeaders(): Readonly<Record<RouteKind, Headers>> {
  // An answer is one caller's own, and a model that was replaced must not speak on from a cache.
  const data = { ...written(CLOSED, NO_PAGE), 'cache-control': 'no-store' };
  return {
    api: data,
    health: data,
    metrics: data,
    page: written(OWN_PAGE),
    ide: written(IDE),
    // Signing in to Apollo opens a window that must be able to answer.
    sandbox: written(SANDBOX, { crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' } }),
  };
}

function written(directives: Directives, options: PageOptions = {}): Headers {
  const middleware = helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    // The gateway can speak for its own name only. Browsers heed this over TLS alone.
    strictTransportSecurity: { includeSubDomains: false },
    xFrameOptions: { action: 'deny' },
    ...options,
  });
  // It does nothing but set headers, so that it can be asked once instead of for each request.
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  middleware(request, response, (error) => {
    if (error) throw error instanceof Error ? error : new Error('no security headers');
  });
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}
