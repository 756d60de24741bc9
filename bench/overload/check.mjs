import { send } from '../http-client.mjs';
import { closedLoop, openLoop } from '../open-loop.mjs';
import { mulberry32 } from '../wines.mjs';

const SECONDS = 5;
const CONNECTIONS = 4;
/** Lists that are sent at one moment: more than find room. */
const AT_ONCE = 64;
/** What may wait in the gateway that is asked, so that it is soon full however fast the machine is. */
export const QUEUED_LISTS = 8;

/**
 * Asks for more than can be done, at once and then for some seconds, and for what must hold at any
 * speed: that every answer is right or a refusal as promised, that the metrics tell as many of each as
 * came, and that everything is answered again afterwards.
 *
 * @param {import('./conversation.mjs').Conversation} conversation
 * @param {string} url the gateway's @param {import('./conversation.mjs').Question[]} lists
 * @param {number} times
 * @returns {Promise<string[]>} what did not hold
 */
export async function checkOverload(conversation, url, lists, times) {
  const faults = [];
  const alone = await closedLoop(CONNECTIONS, SECONDS / 2, (i) => conversation.ask(lists, i));
  const perSecond = (times * alone.length * 2) / SECONDS;
  const before = await told(url);
  conversation.statuses.clear();
  const ask = (/** @type {number} */ due, /** @type {number} */ i) =>
    conversation.ask(lists, i, due);
  await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => conversation.ask(lists, i)));
  await Promise.all(await openLoop(perSecond, SECONDS, ask, mulberry32(6)));
  const { statuses } = conversation;
  const count = (/** @type {number} */ status) => statuses.get(status) ?? 0;
  console.log(`answered ${count(200)}, refused ${count(503)}, not in time ${count(504)}`);
  for (const status of [200, 503]) {
    if (count(status) === 0) faults.push(`expected answers of status ${status}, but none came`);
  }
  const after = await told(url);
  const grown = (/** @type {string} */ line) => (after.get(line) ?? 0) - (before.get(line) ?? 0);
  for (const [what, line, expected] of [
    ['refusals', 'provador_refusals_total{code="OVERLOADED"}', count(503)],
    ['errors', 'provador_errors_total{code="OVERLOADED"}', count(503)],
    ['times that were over', 'provador_errors_total{code="DEADLINE_EXCEEDED"}', count(504)],
  ]) {
    const of = grown(/** @type {string} */ (line));
    if (of !== expected)
      faults.push(`expected metrics of ${expected} ${what}, but they tell ${of}`);
  }
  for (const [line, value] of after) {
    if (!line.startsWith('provador_queue_rows{') || value === 0) continue;
    faults.push(`expected nobody to wait any more, but ${line} is ${value}`);
  }
  for (let i = 0; i < lists.length; i++) {
    const { status } = await conversation.ask(lists, i);
    if (status !== 200) faults.push(`expected an answer after the overload, but ${status} came`);
  }
  return faults;
}

/** The metrics' values, by name and labels. @param {string} url @returns {Promise<Map<string, number>>} */
async function told(url) {
  const { text } = await send(`${url}/metrics`, { method: 'GET' });
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    samples.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}
