import {
  Environment,
  Network,
  RecordSource,
  Store,
  type FetchFunction,
  type GraphQLResponse,
} from 'relay-runtime';
import { GatewayError, type Details } from './gateway-error';

const ATTEMPTS = 5;

/** Asks the gateway, and again when it is overloaded and says when to come again. */
const ask: FetchFunction = async ({ text, name }, variables) => {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch('/graphql', {
      method: 'POST',
      // The gateway gives up when the time is over that somebody will wait.
      headers: { 'content-type': 'application/json', 'x-request-timeout-ms': '5000' },
      body: JSON.stringify({ query: text, operationName: name, variables }),
    });
    // Also refusals (4xx, 503, 504) are GraphQL answers with `errors`.
    const answer = (await response.json()) as {
      data?: object | null;
      errors?: readonly { message: string; extensions: Details }[];
    };
    const [error] = answer.errors ?? [];
    if (!error) return answer as GraphQLResponse;
    const waitMs = error.extensions.retryAfterMs;
    // Relay would put all messages into one and the codes out of sight.
    if (waitMs === undefined || attempt === ATTEMPTS) {
      throw new GatewayError(error.message, error.extensions);
    }
    // Not all at once: others were sent away for the same time.
    await new Promise((resolve) => setTimeout(resolve, waitMs * (1 + Math.random())));
  }
};

export const environment = new Environment({
  network: Network.create(ask),
  store: new Store(new RecordSource()),
});
