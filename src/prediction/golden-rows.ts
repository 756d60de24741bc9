import { ModelVersionError } from '../errors';
import { type ModelVersion } from '../repository/model-version';
import { ScoredWines } from './scored-wines';
import { WineBlock } from './wine-block';

/**
 * Scores a version's golden rows and holds the answers against the ones that training computed.
 * It is the version's warm-up as well: its first run happens here and not for a caller.
 *
 * @throws ModelVersionError naming the version, the row, what was expected and what came.
 */
export async function replayGoldenRows(version: ModelVersion): Promise<void> {
  const { rows, tolerance } = version.golden;
  const measurements = Float64Array.from(rows.flatMap((row) => row.measurements));
  const wines = new WineBlock(rows.length, measurements);
  const { preparation, runner } = version;
  const scored = new ScoredWines(version, wines, () =>
    runner.run(preparation.prepare(measurements, rows.length), rows.length),
  );
  await scored.load();

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
