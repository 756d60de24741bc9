// The parts of a run. Each gives one record a subject and round.
import { AnswerCheck } from './check-answers.mjs';
import { measureCell } from './measure-cell.mjs';
import { measureMemory } from './measure-memory.mjs';
import { measureMixed } from './measure-mixed.mjs';
import { alternate } from './rounds.mjs';
import { startSubject } from './subject-process.mjs';

/**
 * @typedef {import('./subjects.mjs').Subject} Subject
 * @typedef {import('./options.mjs').Options} Options
 * @typedef {(line: string) => void} Log
 */

const count = (/** @type {number} */ value) => Math.round(value).toLocaleString('en');
const named = (/** @type {Subject[]} */ subjects, /** @type {string[]} */ ...names) =>
  subjects.filter(({ name }) => names.includes(name));
/** Those that the product is held against where peers would only cost time. */
const references = (/** @type {Subject[]} */ subjects) =>
  named(subjects, 'provador', 'floor', 'floor-threads');

/**
 * Starts each subject once and checks its answers: one that answers wrong is not timed.
 *
 * @param {Subject[]} chosen @param {Options} options @param {Log} log
 */
export async function checkSubjects(chosen, { versions }, log) {
  const check = await AnswerCheck.prepare(versions);
  const subjects = new Set();
  const states = [];
  for (const subject of chosen) {
    const { name, title, role } = subject;
    let state = 'timed';
    let reason = subject.missing?.() ?? null;
    if (reason) state = 'skipped';
    else {
      reason = await findFault(subject, check);
      if (reason) state = 'wrong';
      else subjects.add(name);
    }
    log(`${name}: ${state === 'timed' ? 'answers as it should' : `${state}: ${reason}`}`);
    states.push({ name, title, role, state, reason });
  }
  return { subjects, states };
}

/** @param {Subject} subject @param {AnswerCheck} check */
async function findFault(subject, check) {
  try {
    const server = await startSubject(subject);
    const fault = await check.findFault(server);
    await server.stop();
    return fault;
  } catch (error) {
    return error.message;
  }
}

/** @param {import('./plan.mjs').Cell[]} cells @param {Subject[]} subjects @param {Options} options @param {Log} log */
export async function load(cells, subjects, { seconds, quick }, log) {
  const records = [];
  for (const cell of cells) {
    const { version, wines, selection } = cell;
    log(`version ${version}, ${count(wines)} wines, ${selection}`);
    const measured = await measureCell(cell, named(subjects, ...cell.subjects), {
      warmUpSeconds: seconds / 3,
      seconds,
      minAnswers: quick ? 4 : 8,
    });
    for (const { subject, round, winesPerSecond, failure } of measured) {
      log(`  ${round} ${subject.padEnd(16)} ${failure ?? `${count(winesPerSecond)} wines/s`}`);
    }
    records.push(...measured);
  }
  return records;
}

/** One request of 10,000 wines at a time: how long its caller waits. @param {Subject[]} subjects @param {Options} options @param {Log} log */
export async function request(subjects, { rounds, seconds }, log) {
  log('one request at a time, 10,000 wines, version 2');
  const asked = references(subjects);
  const records = await measureCell(
    { version: '2', wines: 10_000, selection: 'plain', connections: 1, rounds, subjects: [] },
    asked,
    { warmUpSeconds: seconds / 2, seconds },
  );
  for (const { subject, round, p50Ms, failure } of records) {
    log(`  ${round} ${subject.padEnd(16)} ${failure ?? `${p50Ms.toFixed(1)} ms`}`);
  }
  return records;
}

/** @param {Subject[]} subjects @param {Options} options @param {Log} log */
export async function mixed(subjects, { rounds, quick }, log) {
  log('mixed load, version 2');
  /** @type {any[]} */
  const records = [];
  await alternate(quick ? 1 : rounds, references(subjects), async (subject, round) => {
    const figures = await measureMixed(subject, { version: '2', seconds: quick ? 3 : 5 }).catch(
      ({ message }) => ({ failure: message }),
    );
    records.push({ subject: subject.name, round, ...figures });
    log(`  ${round} ${subject.name.padEnd(16)} ${figures.failure ?? described(figures)}`);
  });
  return records;
}

const described = (/** @type {any} */ { longestStallMs, singles }) =>
  `singles p99 ${singles.p99Ms.toFixed(1)} ms, longest stall ${longestStallMs.toFixed(1)} ms`;

/** @param {Subject[]} subjects @param {Options} options @param {Log} log */
export async function memory(subjects, { rounds, quick, versions }, log) {
  log('memory of four requests of 10,000 wines at once');
  /** @type {any[]} */
  const records = [];
  for (const version of quick ? versions.slice(-1) : versions) {
    const asked = version === '1' ? subjects : references(subjects);
    await alternate(quick ? 1 : Math.min(rounds, 3), asked, async (subject, round) => {
      const figures = await measureMemory(subject, version);
      records.push({ subject: subject.name, round, ...figures });
      const megabytes = count((figures.peakBytes ?? NaN) / 1e6);
      log(`  ${round} ${subject.name.padEnd(16)} version ${version}: ${megabytes} MB`);
    });
  }
  return records;
}

/** From the start of the process to its readiness. @param {Subject[]} subjects @param {Options} options @param {Log} log */
export async function start(subjects, { rounds }, log) {
  /** @type {any[]} */
  const records = [];
  await alternate(rounds, named(subjects, 'provador'), async (subject, round) => {
    const server = await startSubject(subject);
    await server.stop();
    records.push({ subject: subject.name, round, startMs: server.startMs });
    log(`ready after ${count(server.startMs)} ms`);
  });
  return records;
}

const GROWTH_SIZES = [1, 10, 100, 1000, 10_000, 100_000];
// The gateway's limits are lifted, for it would refuse the largest of these.
const UNLIMITED = {
  MAX_BATCH_ROWS: '100000',
  MAX_BODY_BYTES: String(64 * 1024 * 1024),
  DEADLINE_MS: '60000',
};

/** How the cost of a wine changes with their number. @param {Subject[]} subjects @param {Options} options @param {Log} log */
export async function growth(subjects, { rounds, seconds, versions }, log) {
  const records = [];
  const asked = named(subjects, 'provador', 'floor', 'apollo', 'mercurius');
  for (const wines of GROWTH_SIZES) {
    log(`growth: ${count(wines)} wines`);
    records.push(
      ...(await measureCell(
        {
          version: versions[0],
          wines,
          selection: 'plain',
          connections: 1,
          rounds: Math.min(rounds, 3),
          subjects: [],
        },
        asked,
        { warmUpSeconds: seconds / 3, seconds: seconds / 2, minAnswers: 5, env: UNLIMITED },
      )),
    );
  }
  return records;
}
