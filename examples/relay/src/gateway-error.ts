/** What the gateway tells programs of an error. */
export interface Details {
  readonly code: string;
  /** When to ask again; only where asking again makes sense. */
  readonly retryAfterMs?: number;
}

/** An operation that the gateway did not answer. */
export class GatewayError extends Error {
  constructor(
    message: string,
    readonly details: Details,
  ) {
    super(message);
    this.name = 'GatewayError';
  }
}
