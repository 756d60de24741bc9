import path from 'node:path';
import { z } from 'zod';
import { address, choice, flag, isProxy, list, wholeNumber } from './kinds';

/** Where the package's own files are. */
export const packageRoot = path.resolve(__dirname, '..', '..');

// One line each: what is accepted, the default, and what it is for. docs/settings.md is made of it.
export const settingsTable = z.object({
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; `0.0.0.0` in a container'),
  PORT: wholeNumber('PORT', 0, 65_535)
    .default(4000)
    .describe('Port to listen on; 0 takes a free one'),
  MODELS_DIR: z
    .string()
    .default(path.join(packageRoot, 'models'))
    .describe('Folder of the model versions'),
  PARAMETERS_DIR: z
    .string()
    .default(path.join(packageRoot, 'parameters'))
    .describe("Folder of the versions' parameters"),
  DEFAULT_VERSION: z
    .string()
    .optional()
    .describe('Version that is `stable`, where no labels file says it; the highest one when unset'),
  WATCH_MODELS: flag('WATCH_MODELS')
    .default(false)
    .describe(
      'Whether changes of the two folders, and of the files of keys, are taken up at once; SIGHUP always does',
    ),
  CALLER_HEADER: z
    .string()
    .regex(/^[a-z0-9-]+$/, {
      error: ({ input }) =>
        `CALLER_HEADER: expected a header's name in lower case, but ${JSON.stringify(input)} came`,
    })
    .default('x-provador-caller')
    .describe('Header by whose value a caller always gets the same of `stable` and `canary`'),
  MAX_SHADOW_ROWS: wholeNumber('MAX_SHADOW_ROWS', 1, 10_000_000)
    .default(10_000)
    .describe('Most wines that may wait for the comparison with `shadow`; more are left out'),
  INFERENCE_THREADS: wholeNumber('INFERENCE_THREADS', 1, 64)
    .default(1)
    .describe('Threads that one model run may use'),
  WORKERS: wholeNumber('WORKERS', 0, 64)
    .optional()
    .describe('Threads for long model runs; one a core, at most 8, when unset'),
  OFFLOAD_ROWS: wholeNumber('OFFLOAD_ROWS', 1, 1_000_000)
    .optional()
    .describe('Wines from which on a run goes to a worker; measured at start when unset'),
  MAX_RUN_ROWS: wholeNumber('MAX_RUN_ROWS', 1, 1_000_000)
    .optional()
    .describe('Most wines in one model run; measured at start, for some 40 ms, when unset'),
  MAX_QUEUED_ROWS: wholeNumber('MAX_QUEUED_ROWS', 1, 10_000_000)
    .optional()
    .describe(
      'Most wines that may wait for the runs of a version; about a second of work as measured at start, and no less than four of the largest lists, when unset',
    ),
  BATCH_DELAY_MS: wholeNumber('BATCH_DELAY_MS', 0, 1000)
    .default(0)
    .describe('How long a wine may wait for others to share a run with while none goes on'),
  MAX_BATCH_ROWS: wholeNumber('MAX_BATCH_ROWS', 1, 1_000_000)
    .default(10_000)
    .describe('Most wines in one operation, over all of its fields'),
  MAX_OPERATION_COST: wholeNumber('MAX_OPERATION_COST', 1, 2_147_483_647)
    .default(2_000_000)
    .describe('Most that one operation may cost; a wine costs 1, what is asked about it more'),
  MAX_BODY_BYTES: wholeNumber('MAX_BODY_BYTES', 1024, 1_073_741_824)
    .default(4_194_304)
    .describe('Largest request body'),
  MAX_QUERY_TOKENS: wholeNumber('MAX_QUERY_TOKENS', 100, 1_000_000)
    .default(15_000)
    .describe('Most tokens in a GraphQL document (variables do not count)'),
  MAX_COMPILED_OPERATIONS: wholeNumber('MAX_COMPILED_OPERATIONS', 1, 100_000)
    .default(250)
    .describe('Operations that are kept compiled, least recently used ones dropped'),
  DEADLINE_MS: wholeNumber('DEADLINE_MS', 1, 600_000)
    .default(10_000)
    .describe(
      'Time within which an operation is answered; a request may ask for less by `x-request-timeout-ms`',
    ),
  REQUEST_TIMEOUT_MS: wholeNumber('REQUEST_TIMEOUT_MS', 100, 600_000)
    .default(30_000)
    .describe('Time within which a request must have arrived whole'),
  HEADERS_TIMEOUT_MS: wholeNumber('HEADERS_TIMEOUT_MS', 100, 600_000)
    .default(10_000)
    .describe('Time within which the head of a request must have arrived'),
  KEEP_ALIVE_TIMEOUT_MS: wholeNumber('KEEP_ALIVE_TIMEOUT_MS', 100, 600_000)
    .default(72_000)
    .describe(
      "Time for which a connection is kept for another request; longer than a load balancer's in front",
    ),
  CONNECTION_TIMEOUT_MS: wholeNumber('CONNECTION_TIMEOUT_MS', 100, 3_600_000)
    .default(120_000)
    .describe(
      'Time after which a connection on which nothing moves is closed, as that of a client that does not read its answer; longer than `DEADLINE_MS`',
    ),
  MAX_CONNECTIONS: wholeNumber('MAX_CONNECTIONS', 1, 1_000_000)
    .default(10_000)
    .describe('Most connections at a time; further ones are closed at once'),
  SHUTDOWN_GRACE_MS: wholeNumber('SHUTDOWN_GRACE_MS', 0, 600_000)
    .default(0)
    .describe(
      'Time after SIGTERM or SIGINT in which requests are still taken, while `/health/ready` answers 503 already, so that load balancers notice',
    ),
  SHUTDOWN_MS: wholeNumber('SHUTDOWN_MS', 1, 600_000)
    .default(10_000)
    .describe('Time for accepted requests to finish after that'),
  INTROSPECTION: flag('INTROSPECTION')
    .default(true)
    .describe(
      'Whether the schema can be queried; the Sandbox and code generators need it. `false` when unset and `NODE_ENV=production`',
    ),
  SANDBOX: flag('SANDBOX')
    .default(true)
    .describe(
      'Whether `GET /graphql` in a browser opens Apollo Sandbox. `false` when unset and `NODE_ENV=production`',
    ),
  GRAPHIQL: flag('GRAPHIQL')
    .default(true)
    .describe('Whether `/graphiql` is an IDE. `false` when unset and `NODE_ENV=production`'),
  MAX_QUERY_DEPTH: wholeNumber('MAX_QUERY_DEPTH', 1, 100)
    .default(16)
    .describe('Most levels of fields in a GraphQL operation; introspection has 15'),
  MAX_ROOT_FIELDS: wholeNumber('MAX_ROOT_FIELDS', 1, 10_000)
    .default(50)
    .describe('Most fields on the first level of a GraphQL operation'),
  MAX_ALIASES: wholeNumber('MAX_ALIASES', 0, 10_000)
    .default(100)
    .describe(
      'Most aliases in a GraphQL operation, those of its fragments each time they are used',
    ),
  MAX_SELECTIONS: wholeNumber('MAX_SELECTIONS', 1, 100_000)
    .default(500)
    .describe('Most fields and fragments that a GraphQL document selects'),
  MAX_ERRORS: wholeNumber('MAX_ERRORS', 1, 100_000)
    .default(100)
    .describe('Most errors that a GraphQL answer tells; the rest are counted'),
  PERSISTED_OPERATIONS: choice('PERSISTED_OPERATIONS', 'off', 'allow', 'only')
    .default('off')
    .describe(
      'Operations by the hash of their document: `allow` takes both, `only` refuses every document that is not in the file',
    ),
  PERSISTED_OPERATIONS_FILE: z
    .string()
    .default(path.join(packageRoot, 'schema', 'persisted-operations.json'))
    .describe('The operations that are known by hash, as `npm run operations` writes them'),
  API_KEYS_FILE: z
    .string()
    .optional()
    .describe(
      'File of the API keys, as `npm run api-key` writes it; a key is wanted when set. Read again on SIGHUP',
    ),
  JWKS: z
    .string()
    .refine(
      (text) =>
        !text.includes('://') || /^https:|^http:\/\/(localhost|127(\.\d+){3})[:/]/.test(text),
      {
        error: 'JWKS: expected a file or an https URL',
      },
    )
    .optional()
    .describe(
      'Key set that signs bearer tokens, a file or an https URL; a token is wanted when set. A file is read again on SIGHUP',
    ),
  JWT_ISSUER: z.string().optional().describe('Issuer (`iss`) that tokens must name; with `JWKS`'),
  JWT_AUDIENCE: z
    .string()
    .optional()
    .describe('Audience (`aud`) that tokens must name; with `JWKS`'),
  REQUESTS_PER_MINUTE: wholeNumber('REQUESTS_PER_MINUTE', 1, 1_000_000_000)
    .optional()
    .describe('Requests that a key, a token or else an address may send in a minute'),
  COST_PER_MINUTE: wholeNumber('COST_PER_MINUTE', 1, 2_147_483_647)
    .optional()
    .describe('What the operations of a key, a token or else an address may cost in a minute'),
  TRUST_PROXY: list('TRUST_PROXY', 'addresses or networks of proxies', isProxy)
    .optional()
    .describe('Proxies whose `X-Forwarded-For` is believed: addresses, networks, or `loopback`'),
  CORS_ORIGINS: list('CORS_ORIGINS', 'origins as https://app.example', (item) =>
    /^https?:\/\/[^/\s*]+$/.test(item),
  )
    .optional()
    .describe('Origins whose pages may call the gateway from a browser; none when unset'),
  PROTECT_METRICS: flag('PROTECT_METRICS')
    .default(false)
    .describe('Whether `GET /metrics` wants a key or a token too'),
  METRICS: flag('METRICS')
    .default(true)
    .describe('Whether `GET /metrics` answers with the figures for Prometheus'),
  OTEL_EXPORTER_OTLP_ENDPOINT: address('OTEL_EXPORTER_OTLP_ENDPOINT')
    .optional()
    .describe('Where OpenTelemetry traces go, by OTLP over HTTP; none are made when unset'),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
    .optional()
    .describe('The same as a full address, with its path'),
  OTEL_EXPORTER_OTLP_PROTOCOL: choice('OTEL_EXPORTER_OTLP_PROTOCOL', 'http/protobuf', 'http/json')
    .default('http/protobuf')
    .describe('How traces are written'),
  OTEL_SDK_DISABLED: flag('OTEL_SDK_DISABLED')
    .default(false)
    .describe('Makes no traces, whatever else is set'),
  LOG_LEVEL: choice('LOG_LEVEL', 'fatal', 'error', 'warn', 'info', 'debug', 'silent')
    .default('info')
    .describe('Least severe log line that is written'),
});
