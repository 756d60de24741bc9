import { fork } from 'node:child_process';
import { once } from 'node:events';
import { send } from '../http-client.mjs';
import { WINE } from './values.mjs';

const SCORE = {
  query: 'query ($wine: WineInput!) { predict(wine: $wine) { score } }',
  variables: { wine: WINE },
};

/**
 * Starts the built gateway as a process that tells its memory when it is asked. Operations may cost so
 * little that none takes long by what it asks for: what does is a fault.
 */
export async function startGateway() {
  const child = fork(new URL('gateway.mjs', import.meta.url), {
    execArgv: ['--expose-gc'],
    env: {
      PATH: process.env['PATH'],
      LOG_LEVEL: 'error',
      MAX_OPERATION_COST: '2000',
      PORT: '0',
      PERSISTED_OPERATIONS: 'allow',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  process.on('exit', () => child.kill('SIGKILL'));
  let output = '';
  child.stdout?.on('data', (text) => (output += text));
  child.stderr?.on('data', (text) => (output += text));
  const exit = once(child, 'exit');
  const told = async () => {
    const [answer] = await Promise.race([
      once(child, 'message'),
      exit.then(([code, signal]) =>
        Promise.reject(new Error(`the gateway ended with ${code ?? signal}:\n${output}`)),
      ),
    ]);
    return answer;
  };
  /** @type {{ url: string }} */
  const { url } = await told();
  const ask = async (/** @type {object} */ operation) => {
    const { text } = await send(`${url}/graphql`, { body: JSON.stringify(operation) });
    return text;
  };
  const score = () => ask(SCORE);
  const answer = await score();
  // What is worked out once, when the first one asks.
  await ask({ ...SCORE, query: SCORE.query.replace('score', 'explanation { baseline }') });
  return {
    url,
    /** @returns {Promise<{ heapMb: number, externalMb: number, rssMb: number }>} */
    memory() {
      child.send('memory');
      return told();
    },
    answersWell: async () => (await score()) === answer && answer.includes('"score":5.0'),
    /** Ends it; gives what it logged of errors, and how it ended where that was not well. */
    async stop() {
      child.send('stop');
      const [code] = await exit;
      const lines = output.split('\n').filter(Boolean).slice(0, 10);
      return [
        ...lines.map((line) => `logged: ${line}`),
        ...(code === 0 ? [] : [`ended with ${code}`]),
      ];
    },
  };
}
