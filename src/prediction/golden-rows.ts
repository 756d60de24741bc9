import { ModelVersionError } from '../errors';
import { type ModelVersion } from '../repository/model-version';
import { Deadline } from './deadline';
import { scoreWines } from './score-wines';

/** Nobody waits for an answer before the gateway is ready. */
const UNHURRIED = new Deadline(Infinity, () => 0);

/**
 * Scores a version's golden rows and holds the answers against the ones that training computed.
 * It is the version's warm-up as well: its first run happens here and not for a caller.
 *
 * @throws ModelVersionError naming the version, the row, what was expected and what came.
 */
export async function replayGoldenRows(version: ModelVersion): Promise<void> {
  const { rows, tolerance } = version.golden;
  const measurements = Float64Array.from(rows.flatMap((row) => row.measurements));
  const wines = { rows: rows.length, measurements, ids: rows.map(() => null) };
  const scored = await scoreWines(version, wines, rows.length, UNHURRIED);

  rows.forEach((expected, row) => {
    const differs = (what: string, wanted: unknown, came: unknown): never => {
      throw new ModelVersionError(
        `version ${version.name}, golden row ${row}`,
        `expected ${what} ${String(wanted)}, but it is ${String(came)}`,
      );
    };
    const isNear = (a: number, b: number, within: number): boolean => Math.abs(a - b) <= within;

    const probabilities = scored.probabilities(row);
    if (probabilities?.length !== expected.probabilities?.length) {
      differs('this many probabilities:', expected.probabilities?.length, probabilities?.length);
    }
    expected.probabilities?.forEach((wanted, i) => {
      const came = probabilities?.[i] ?? NaN;
      if (!isNear(came, wanted, tolerance.probability)) {
        differs(`probability of grade ${String(version.output.grades[i])}`, wanted, came);
      }
    });
    const score = scored.score(row);
    if (!isNear(score, expected.score, tolerance.score)) differs('score', expected.score, score);
    const quality = scored.quality(row);
    if (quality !== expected.quality) differs('quality', expected.quality, quality);
  });
}
