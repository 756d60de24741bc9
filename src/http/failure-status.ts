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

/**
 * The status of an operation of which nothing came because the gateway had no time or room for it:
 * then clients and proxies should see a 503 or 504, and try again. Undefined for every other answer:
 * what has data, or an error that another try would meet again, is as GraphQL over HTTP has it.
 */
export function failureStatus({ data, errors }: Result): FailureStatus | undefined {
  if (data != null || !errors || errors.length === 0) return undefined;
  const codes = new Set(errors.map(({ extensions }) => extensions?.['code']));
  const isOverloaded = codes.delete('OVERLOADED');
  codes.delete('DEADLINE_EXCEEDED');
  if (codes.size > 0) return undefined;
  if (!isOverloaded) return { status: httpStatusOf.DEADLINE_EXCEEDED, retryAfter: undefined };
  const waits = errors.map(({ extensions }) => Number(extensions?.['retryAfterMs'] ?? 0));
  return { status: httpStatusOf.OVERLOADED, retryAfter: wholeSeconds(Math.max(...waits)) };
}

/** The header `Retry-After` of a refusal that says `retryAfterMs`. */
export function retryAfterOf(details: Readonly<Record<string, unknown>> = {}): string | undefined {
  const ms = details['retryAfterMs'];
  return typeof ms === 'number' ? wholeSeconds(ms) : undefined;
}

/** Milliseconds as `Retry-After` has them: whole seconds, rounded up. */
function wholeSeconds(ms: number): string {
  return String(Math.max(Math.ceil(ms / 1000), 1));
}
