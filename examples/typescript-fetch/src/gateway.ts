import { type TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

const ENDPOINT = `${process.env.GATEWAY_URL ?? 'http://127.0.0.1:4000'}/graphql`;
const ATTEMPTS = 5;

/** What the gateway tells programs of an error, beside its message. */
interface Details {
  readonly code: string;
  /** Of a wine that cannot exist. */
  readonly faults?: readonly { readonly field: string; readonly message: string }[];
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

/**
 * Asks the gateway. The document's type says what the variables are and what the answer is.
 *
 * @param deadlineMs how long the answer is of use; the gateway gives up after it.
 * @throws GatewayError when the gateway refuses, after some tries where it says when to come again.
 */
export async function ask<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  deadlineMs = 5000,
): Promise<Data> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await askOnce(document, variables, deadlineMs);
    } catch (error) {
      const waitMs = error instanceof GatewayError ? error.details.retryAfterMs : undefined;
      if (waitMs === undefined || attempt === ATTEMPTS) throw error;
      // Not all at once: others were sent away for the same time.
      await new Promise((resolve) => setTimeout(resolve, waitMs * (1 + Math.random())));
    }
  }
}

async function askOnce<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  deadlineMs: number,
): Promise<Data> {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-timeout-ms': String(deadlineMs) },
    body: JSON.stringify({ query: print(document), variables }),
  });
  // Also refusals (4xx, 503, 504) are GraphQL answers with `errors`.
  const { data, errors } = (await response.json()) as {
    data?: Data | null;
    errors?: readonly { message: string; extensions: Details }[];
  };
  const [error] = errors ?? [];
  if (error) throw new GatewayError(error.message, error.extensions);
  return data as Data;
}
