import { Client, fetchExchange } from 'urql';
import { patientFetch } from './patient-fetch';

export const client = new Client({
  url: '/graphql',
  // By default urql asks with GET, which the gateway refuses of browsers: it could be a foreign page's.
  preferGetMethod: false,
  // The gateway gives up when the time is over that somebody will wait.
  fetchOptions: { headers: { 'x-request-timeout-ms': '5000' } },
  fetch: patientFetch,
  exchanges: [fetchExchange],
});
