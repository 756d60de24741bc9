import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../settings/table';
import { CommandError } from './command-error';

/** How a gateway is reached. */
export interface GatewayAddress {
  /** With or without `/graphql` behind it. */
  readonly url: string;
  readonly key: string | undefined;
  readonly signal: AbortSignal;
  /** Waits so many milliseconds; rejects when the signal comes. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly retryAfterMs?: number };
  }[];
}

/** Codes of refusals that may be gone in a moment. */
const PASSING: ReadonlySet<string | undefined> = new Set([
  'OVERLOADED',
  'RATE_LIMITED',
  'DEADLINE_EXCEEDED',
  'NOT_READY',
]);
/** Statuses of a gateway, or of what stands before it, that may be gone in a moment. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const MOST_TRIES = 10;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** A refusal or failure after which it makes sense to ask again. */
class PassingProblem extends Error {
  /** @param afterMs when, as the gateway says; undefined: it does not. */
  constructor(
    message: string,
    readonly afterMs: number | undefined,
  ) {
    super(message);
  }
}

/** Asks a gateway the operations of `schema/operations`, and again where it had no room or time. */
export class GatewayClient {
  private readonly url: string;

  /** @throws CommandError for what is no address. */
  constructor(private readonly address: GatewayAddress) {
    const { url } = address;
    if (!URL.canParse(url) || !/^https?:/.test(url)) {
      throw new CommandError(`--url: expected an http or https address, but "${url}" came`);
    }
    this.url = url.replace(/\/?(graphql)?\/*$/, '/graphql');
  }

  /**
   * The data of an operation's answer.
   *
   * @param name of a file of `schema/operations`.
   * @throws CommandError in the gateway's own words, or that it cannot be reached.
   */
  async ask<Data>(name: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Data> {
    const { signal, pause } = this.address;
    const body = JSON.stringify({ query: readOperation(name), variables });
    for (let tries = 1; ; tries++) {
      try {
        return (await this.send(body)) as Data;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof PassingProblem)) throw error;
        if (tries === MOST_TRIES) {
          throw new CommandError(`${error.message} (asked ${MOST_TRIES} times)`);
        }
        const backoff = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS);
        await pause(error.afterMs ?? backoff, signal);
      }
    }
  }

  private async send(body: string): Promise<unknown> {
    const { key, signal } = this.address;
    const headers = {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...(key !== undefined && { 'x-api-key': key }),
    };
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.url, { method: 'POST', headers, body, signal });
      text = await response.text();
    } catch (error) {
      const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
      throw new PassingProblem(
        `${this.url} cannot be reached: ${cause?.code ?? message}`,
        undefined,
      );
    }
    return this.dataOf(response, text);
  }

  private dataOf({ status, headers }: Response, text: string): unknown {
    const { data, errors } = parseAnswer(text) ?? {};
    const [first] = errors ?? [];
    if (first) {
      const { code, retryAfterMs } = first.extensions ?? {};
      if (PASSING.has(code))
        throw new PassingProblem(`${this.url}: ${first.message}`, retryAfterMs);
      throw new CommandError(`${this.url}: ${first.message}`);
    }
    if (data != null) return data;
    const message = `${this.url}: expected an answer to a GraphQL operation, but HTTP ${status} came`;
    if (!PASSING_STATUSES.has(status)) throw new CommandError(message);
    const seconds = Number(headers.get('retry-after') ?? NaN);
    throw new PassingProblem(message, Number.isFinite(seconds) ? seconds * 1000 : undefined);
  }
}

function parseAnswer(text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return undefined;
  }
}

/** The very text of the file: gateways may know its hash, and nothing else. */
function readOperation(name: string): string {
  return readFileSync(path.join(packageRoot, 'schema', 'operations', `${name}.graphql`), 'utf8');
}
