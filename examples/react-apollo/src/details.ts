import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';

/** One thing wrong with a wine. */
export interface Fault {
  readonly field: string;
  readonly message: string;
}

/** What the gateway tells programs of an error. */
export interface Details {
  readonly code: string;
  /** When to ask again; only where asking again makes sense. */
  readonly retryAfterMs?: number;
  /** Of a wine that cannot exist. */
  readonly faults?: readonly Fault[];
}

/**
 * The gateway's details of an error, undefined where the error is not the gateway's. What it refuses
 * before it executes anything has a status other than 200 and reaches Apollo Client as a ServerError.
 */
export function detailsOf(error: unknown): Details | undefined {
  const errors = CombinedGraphQLErrors.is(error)
    ? error.errors
    : ServerError.is(error)
      ? errorsIn(error.bodyText)
      : undefined;
  return errors?.[0]?.extensions as Details | undefined;
}

function errorsIn(bodyText: string): CombinedGraphQLErrors['errors'] | undefined {
  try {
    return (JSON.parse(bodyText) as { errors?: CombinedGraphQLErrors['errors'] }).errors;
  } catch {
    // A proxy's own page.
    return undefined;
  }
}
