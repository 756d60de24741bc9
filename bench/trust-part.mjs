// The part of a run that is about the trust fields: one record.
import {
  asker,
  findImprovements,
  measureAgainstShap,
  measureBesides,
  measureFields,
} from './measure-trust.mjs';
import { startSubject } from './subject-process.mjs';
import { makeWines } from './wines.mjs';

const whole = (/** @type {number} */ value) => Math.round(value).toLocaleString('en');
// A thousand explanations beside other work may take longer than is usually allowed.
const PATIENT = { DEADLINE_MS: '60000', MAX_OPERATION_COST: '20000000' };
const TRUST_WINES = 200;

/**
 * What the trust fields cost.
 *
 * @param {import('./subjects.mjs').Subject[]} subjects @param {import('./options.mjs').Options} options
 * @param {boolean} hasShap whether shap can be measured beside @param {(line: string) => void} log
 */
export async function trust(subjects, { rounds }, hasShap, log) {
  const subject = subjects.find(({ name }) => name === 'provador');
  if (!subject) return [];
  const server = await startSubject(subject, { env: PATIENT });
  try {
    const ask = asker(server.url);
    const wines = makeWines(TRUST_WINES, 5);
    log('trust fields');
    // Until the workers are warm.
    await measureFields(ask, wines);
    const fields = await measureFields(ask, wines);
    for (const { field, wines: length, p50Ms, price } of fields) {
      log(`  ${field}, ${length} in a request: p50 ${p50Ms.toFixed(1)} ms, price ${whole(price)}`);
    }
    const improvements = await findImprovements(ask, wines);
    const besides = await measureBesides(ask);
    const shap = hasShap ? await measureAgainstShap(ask, rounds) : [];
    for (const { round, provadorMs, shapMs } of shap) {
      log(`  ${round} 1,000 explanations: ${whole(provadorMs)} ms, shap ${whole(shapMs)} ms`);
    }
    const shapMissing = hasShap ? null : 'it needs make, python3.11 with venv, and pip';
    return [{ fields, improvements, besides, shap, shapMissing }];
  } finally {
    await server.stop();
  }
}
