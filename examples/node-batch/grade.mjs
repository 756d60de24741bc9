import { ask, GatewayError } from './gateway.mjs';

const GRADE = `
  query GradeBatch($wines: [WineInput!]!, $version: String) {
    predictBatch(wines: $wines, version: $version) {
      predictions {
        quality
        score
        interval(confidence: 0.9) {
          low
          high
        }
      }
      rejected {
        index
        faults {
          message
        }
      }
    }
  }`;

export const MEASUREMENTS = [
  'fixedAcidity',
  'volatileAcidity',
  'citricAcid',
  'residualSugar',
  'chlorides',
  'freeSulfurDioxide',
  'totalSulfurDioxide',
  'density',
  'pH',
  'sulphates',
  'alcohol',
];

/**
 * @typedef {{ quality: number, score: number, interval: { low: number, high: number } }} Grade
 * @typedef {{ grade?: Grade, faults: string[] }} Outcome a grade, or what is wrong with the wine
 */

/**
 * Grades rows of text, e.g. of a CSV file; an outcome each, in the same order.
 *
 * @param {Record<string, string>[]} rows
 * @param {{ version?: string, deadlineMs: number }} options
 * @returns {Promise<Outcome[]>}
 */
export async function gradeRows(rows, options) {
  // A text that is no number would cost the whole list its answer, not only its own row.
  const outcomes = rows.map((row) => ({
    faults: MEASUREMENTS.flatMap((name) => fault(row, name)),
  }));
  const sound = rows.flatMap((row, at) => (outcomes[at].faults.length === 0 ? [{ row, at }] : []));
  const wines = sound.map(({ row }) =>
    Object.fromEntries(MEASUREMENTS.map((name) => [name, Number(row[name])])),
  );
  const graded = wines.length > 0 ? await gradeWines(wines, options) : [];
  graded.forEach((outcome, i) => (outcomes[sound[i].at] = outcome));
  return outcomes;
}

/** @returns {string[]} */
function fault(row, name) {
  const text = row[name]?.trim() ?? '';
  const isNumber = text !== '' && Number.isFinite(Number(text));
  return isNumber ? [] : [`${name} must be a number, but "${text}" came.`];
}

/** @returns {Promise<Outcome[]>} */
async function gradeWines(wines, { version, deadlineMs }) {
  try {
    const { predictBatch } = await ask(GRADE, { wines, version }, deadlineMs);
    const outcomes = predictBatch.predictions.map((grade) => ({ grade, faults: [] }));
    for (const { index, faults } of predictBatch.rejected) {
      outcomes[index] = { faults: faults.map(({ message }) => message) };
    }
    return outcomes;
  } catch (error) {
    const isTooMuch = error instanceof GatewayError && error.code === 'DEADLINE_EXCEEDED';
    if (!isTooMuch || wines.length === 1) throw error;
    const half = Math.ceil(wines.length / 2);
    return [
      ...(await gradeWines(wines.slice(0, half), { version, deadlineMs })),
      ...(await gradeWines(wines.slice(half), { version, deadlineMs })),
    ];
  }
}
