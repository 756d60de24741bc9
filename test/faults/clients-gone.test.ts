import { connect, type Socket } from 'node:net';
import { Crowd } from '../support/crowd';
import { startGateway, type TestGateway } from '../support/gateway';
import { KnownAnswers, LONGEST, QUESTIONS } from '../support/known-answers';
import { readMetrics } from '../support/metrics';

/** Long lists take thousands of runs, so that their clients can go in between. */
const SLOW = {
  LOG_LEVEL: 'info',
  OFFLOAD_ROWS: '100',
  MAX_RUN_ROWS: '20',
  WORKERS: '1',
  DEADLINE_MS: '60000',
  REQUEST_TIMEOUT_MS: '2000',
  HEADERS_TIMEOUT_MS: '2000',
};

const LEAVERS = 5;
const turn = () => new Promise(setImmediate);

/** A client that sends a body, of a length that may be another, and does not care for an answer. */
function send(url: string, path: string, body: string, length = body.length): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined).resume();
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`,
  );
  socket.write(body);
  return socket;
}

describe('a gateway whose clients do not behave', () => {
  let gateway: TestGateway;
  let known: KnownAnswers;
  let crowd: Crowd;
  beforeAll(async () => {
    known = await KnownAnswers.learn();
  });
  beforeEach(async () => {
    gateway = await startGateway(SLOW);
    crowd = new Crowd(gateway.url, known, undefined, undefined, QUESTIONS.slice(0, 4));
  });
  afterEach(async () => {
    await crowd.ends();
    await gateway.stop();
  });

  const queuedRows = () =>
    gateway.registry.versions.reduce((rows, version) => rows + version.queuedRows(), 0);

  it('drops the rows of those who have gone, and answers all others', async () => {
    const [path, body] = LONGEST.ask('2');
    for (let i = 0; i < LEAVERS; i++) {
      const leaver = send(gateway.url, path, JSON.stringify(body));
      // All others together have 2,000 rows waiting at most.
      while (queuedRows() < 4000) await turn();
      leaver.destroy();
      while (queuedRows() > 2000) await turn();
    }
    await crowd.hears(4);
    expect(await crowd.ends()).toEqual([]);
    // Nobody waits any more, so nothing does: rows whose client has gone are not run.
    expect(queuedRows()).toBe(0);
    const metrics = await readMetrics(gateway);
    const gone = metrics.by('provador_http_request_duration_seconds_count', 'status');
    expect(gone).toMatchObject({ 499: LEAVERS });
    expect(metrics.sum('provador_http_requests_in_flight')).toBe(1);
    const asked = metrics.sum('provador_rows_total', { outcome: 'accepted' }) ?? NaN;
    const run = metrics.sum('provador_run_rows_sum') ?? NaN;
    expect(asked - run).toBeGreaterThan(LEAVERS * 1000);
    // Nobody is held up by them when the gateway stops.
    expect(gateway.unanswered()).toEqual({ requests: 0, rows: 0 });
  });

  it('answers all others at their pace while some send a byte now and then, and cuts those off', async () => {
    const dribblers = [1, 2, 3].map(() => send(gateway.url, '/graphql', '{"query":', 1000));
    while (dribblers.some(({ closed }) => !closed)) {
      await crowd.hears(1);
      for (const dribbler of dribblers) if (dribbler.writable) dribbler.write(' ');
    }
    expect(await crowd.ends()).toEqual([]);
    const metrics = await readMetrics(gateway);
    expect(metrics.sum('provador_http_requests_in_flight')).toBe(1);
  });
});
