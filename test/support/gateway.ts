import { EventEmitter, once } from 'node:events';
import { pino } from 'pino';
import { startApp, type App } from '../../src/app';
import { REDACTED } from '../../src/observability/logger';
import { readSettings, type Settings } from '../../src/settings';

/** A gateway under test: the real server with the real models, on a free port of 127.0.0.1. */
export interface TestGateway extends App {
  /** Every log line so far, as written. */
  readonly logs: string[];
  /** Resolves when a log line holds the text. */
  logged(text: string): Promise<void>;
  /** Sends an operation as JSON, variables and all. */
  query(query: string, variables?: Record<string, unknown>): Promise<GraphqlResponse>;
  /** Sends any body to a path. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<HttpResponse>;
}

export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Record<string, unknown> & { readonly code: string };
}

export interface GraphqlResponse {
  readonly status: number;
  // What an answer holds is up to the operation; tests assert it value by value.
  readonly data: Record<string, never> | null | undefined;
  readonly errors: readonly GraphqlError[] | undefined;
}

export interface HttpResponse {
  readonly status: number;
  readonly type: string | null;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

/** Starts a gateway; `environment` is what the process environment would hold. */
export async function startGateway(environment: NodeJS.ProcessEnv = {}): Promise<TestGateway> {
  const settings: Settings = readSettings({ PORT: '0', ...environment });
  const logs: string[] = [];
  const lines = new EventEmitter();
  const log = pino(
    { level: settings.LOG_LEVEL, redact: REDACTED },
    {
      write(line: string) {
        logs.push(line);
        lines.emit('line');
      },
    },
  );
  const app = await startApp(settings, log);

  const post: TestGateway['post'] = async (path, body, headers = {}) => {
    const response = await fetch(`${app.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const type = response.headers.get('content-type');
    const json: unknown = type?.includes('json') ? JSON.parse(text) : undefined;
    return { status: response.status, type, headers: response.headers, text, json };
  };

  return {
    ...app,
    logs,
    async logged(text) {
      while (!logs.some((line) => line.includes(text))) await once(lines, 'line');
    },
    post,
    async query(query, variables) {
      const { status, json } = await post('/graphql', { query, variables });
      const { data, errors } = json as Omit<GraphqlResponse, 'status'>;
      return { status, data, errors };
    },
  };
}
