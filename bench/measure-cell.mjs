import { measureLoad } from './measure-load.mjs';
import { peakMemory, resetPeakMemory } from './process-facts.mjs';
import { alternate } from './rounds.mjs';
import { startSubject } from './subject-process.mjs';

// V8 compiles what is called often: a server is warm after so many answers, not after so many seconds.
const WARM_WINES = 20_000;
const WARM_ANSWERS = 20;
const WARM_SECONDS = 1;
/** Rounds that a process is asked in: how it came to lie in memory makes it faster or slower for its life. */
const ROUNDS_A_PROCESS = 2;

/**
 * Measures one comparison round by round, all its subjects started afresh for every few of them.
 *
 * @param {import('./plan.mjs').Cell} cell
 * @param {import('./subjects.mjs').Subject[]} subjects
 * @param {{ warmUpSeconds: number, seconds: number, minAnswers?: number, env?: Record<string, string> }} options
 * @returns {Promise<Record<string, any>[]>} one record a subject and round
 */
export async function measureCell(cell, subjects, options) {
  /** @type {Record<string, any>[]} */
  const records = [];
  for (let first = 0; first < cell.rounds; first += ROUNDS_A_PROCESS) {
    const rounds = Math.min(ROUNDS_A_PROCESS, cell.rounds - first);
    const measured = await measureProcesses({ ...cell, rounds }, subjects, options);
    records.push(...measured.map((record) => ({ ...record, round: first + record['round'] })));
  }
  return records;
}

/**
 * The same by one process of each subject.
 *
 * @type {typeof measureCell}
 */
async function measureProcesses(cell, subjects, { env, ...window }) {
  const { version, wines, selection, connections } = cell;
  const shape = { version, wines, selection };
  const servers = await Promise.all(subjects.map((subject) => startSubject(subject, { env })));
  /** @type {Record<string, any>[]} */
  const records = [];
  try {
    for (const server of servers) {
      await measureLoad(server, {
        shape,
        connections,
        warmUpSeconds: 0,
        seconds: WARM_SECONDS,
        minAnswers: Math.max(WARM_ANSWERS, WARM_WINES / wines),
      }).catch(() => undefined);
    }
    await alternate(cell.rounds, servers, async (server, round) => {
      resetPeakMemory(server.tree);
      const options = { shape, connections, ...window };
      const figures = await measureLoad(server, options).catch(({ message }) => ({
        failure: message,
      }));
      const peakBytes = peakMemory(server.tree);
      records.push({
        subject: server.subject.name,
        ...shape,
        connections,
        round,
        ...figures,
        peakBytes,
      });
    });
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
  return records;
}
