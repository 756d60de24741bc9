import { type TestGateway } from './gateway';
import { FIRST_WINE } from './wines';

/** Wines in a list that keeps a slow gateway busy for long enough to find its queue full. */
export const LONG_ROWS = 10_000;

/**
 * One row a run, each through a worker: a long list takes as long as it has rows. On a busy machine it
 * takes longer than a request has by default.
 */
export const SLOW = {
  LOG_LEVEL: 'info',
  DEADLINE_MS: '50000',
  OFFLOAD_ROWS: '1',
  MAX_RUN_ROWS: '1',
  MAX_QUEUED_ROWS: '10',
};

const LONG_LIST = {
  query:
    'query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { predictions { quality } } }',
  variables: { wines: Array.from({ length: LONG_ROWS }, () => FIRST_WINE) },
};

/**
 * Calls `ask` while a slow gateway answers one long list after the other, until it has refused somebody
 * as overloaded. Gives what comes of it, and expects that it was refused at first.
 */
export async function askWhenBusy<T>(gateway: TestGateway, ask: () => Promise<T>): Promise<T> {
  const hasRefused = () => gateway.logs.some((line) => line.includes('"codes":["OVERLOADED"]'));
  let isOver = false;
  const keepBusy = async () => {
    while (!isOver && !hasRefused()) await gateway.post('/graphql', LONG_LIST);
  };
  const busy = keepBusy();
  while (gateway.unanswered().rows < LONG_ROWS) await new Promise(setImmediate);
  const answer = await ask().finally(() => (isOver = true));
  await busy;
  expect(hasRefused()).toBe(true);
  return answer;
}
