import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { RetryLink } from '@apollo/client/link/retry';
import { map } from 'rxjs';
import { detailsOf } from './details';

/**
 * RetryLink looks at errors of the network only. A gateway that is too busy answers with a GraphQL
 * error, which is made one that RetryLink sees.
 */
const throwRefusals = new ApolloLink((operation, forward) =>
  forward(operation).pipe(
    map((result) => {
      if (!result.errors) return result;
      const refusal = new CombinedGraphQLErrors(result);
      if (detailsOf(refusal)?.retryAfterMs !== undefined) throw refusal;
      return result;
    }),
  ),
);

/** Asks again when the gateway says, and a little later than all others that it sent away. */
const retry = new RetryLink({
  attempts: (count, _, error) => count < 5 && detailsOf(error)?.retryAfterMs !== undefined,
  delay: (_, __, error) => (detailsOf(error)?.retryAfterMs ?? 0) * (1 + Math.random()),
});

export const client = new ApolloClient({
  link: ApolloLink.from([
    retry,
    throwRefusals,
    // The gateway gives up when the time is over that somebody will wait.
    new HttpLink({ uri: '/graphql', headers: { 'x-request-timeout-ms': '5000' } }),
  ]),
  cache: new InMemoryCache(),
});
