import { type GraphQLFormattedError } from 'graphql';
import { httpStatusOf } from '../errors';

/** How an operation that failed as a whole is answered over HTTP. */
export interface FailureStatus {
  readonly status: number;
  /** For the header `Retry-After`. */
  readonly retryAfter: string | undefined;
}

interface Result {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

const STATUSES: Readonly<Record<string, number | undefined>> = httpStatusOf;
const FOR_NOW: ReadonlySet<unknown> = new Set(['OVERLOADED', 'DEADLINE_EXCEEDED']);

/**
 * The status of an operation of which nothing came. One that was refused before anything of it was
 * executed has the status of the refusal. Where it was executed and there was no time or room for any
 * of it, clients and proxies should see a 503 or 504, and try again. Undefined for every other answer:
 * what has data, or an error that another try would meet again, is as GraphQL over HTTP has it.
 */
export function failureStatus({ data, errors }: Result): FailureStatus | undefined {
  if (data != null || !errors || errors.length === 0) return undefined;
  const codes = errors.map(({ extensions }) => extensions?.['code']);
  const wasRefused = data === undefined;
  if (!wasRefused && !codes.every((code) => FOR_NOW.has(code))) return undefined;
  // Room comes sooner than time.
  const code = codes.find((code) => code === 'OVERLOADED') ?? codes[0];
  const status = STATUSES[String(code)];
  if (status === undefined) return undefined;
  const waits = errors.map(({ extensions }) => Number(extensions?.['retryAfterMs'] ?? NaN));
  const retryAfterMs = Math.max(...waits.filter((ms) => !Number.isNaN(ms)));
  return { status, retryAfter: retryAfterOf({ retryAfterMs }) };
}

/** The header `Retry-After` of a refusal that says `retryAfterMs`. */
export function retryAfterOf(details: Readonly<Record<string, unknown>> = {}): string | undefined {
  const ms = details['retryAfterMs'];
  return Number.isFinite(ms) ? wholeSeconds(Number(ms)) : undefined;
}

/** Milliseconds as `Retry-After` has them: whole seconds, rounded up. */
function wholeSeconds(ms: number): string {
  return String(Math.max(Math.ceil(ms / 1000), 1));
}
