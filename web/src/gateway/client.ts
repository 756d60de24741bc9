import { Client, fetchExchange, type AnyVariables, type TypedDocumentNode } from '@urql/core';
import { retryExchange } from '@urql/exchange-retry';
import { currentKey, keyHeaders, wantKey } from './key';
import { Problem, problemOf } from './problem';

/**
 * The way to this page's own gateway. There is no cache: a question is asked again only when the
 * wine is another one. What may pass by itself is tried three times before it is told.
 */
const client = new Client({
  url: '/graphql',
  preferGetMethod: false,
  fetchOptions: () => ({ headers: keyHeaders(currentKey()) }),
  exchanges: [
    retryExchange({
      initialDelayMs: 300,
      maxDelayMs: 3000,
      maxNumberAttempts: 3,
      retryIf: (error) => problemOf(error).passes,
    }),
    fetchExchange,
  ],
});

/**
 * Asks the gateway.
 *
 * @throws Problem with what went wrong, in a kind that the page has words for.
 */
export async function ask<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { secret } = currentKey();
  const { data, error } = await client.query(document, variables).toPromise();
  if (error) {
    const problem = problemOf(error);
    if (problem.kind === 'unauthenticated') wantKey(secret);
    throw problem;
  }
  if (data === undefined) throw new Problem('unknown');
  return data;
}
