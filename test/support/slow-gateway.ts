import { type TestGateway } from './gateway';
import { FIRST_WINE } from './wines';

/**
 * One row a run, each through a worker: ten thousand take long enough to find the queue full. On a busy
 * machine they take longer than a request has by default.
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
  variables: { wines: Array.from({ length: 10_000 }, () => FIRST_WINE) },
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
  while (gateway.unanswered().rows < 10_000) await new Promise(setImmediate);
  const answer = await ask().finally(() => (isOver = true));
  await busy;
  expect(hasRefused()).toBe(true);
  return answer;
}
