import { type ModelRepository } from '../repository/model-repository';
import { type ModelVersion } from '../repository/model-version';
import { AdmittedWines } from './admitted-wines';
import { type AnyCaller, type Caller } from './caller';
import { findRejectedWines, type RejectedWine } from './faults';
import { ScoredWines } from './scored-wines';
import { type WineBlock } from './wine-block';

/** What a caller may say about a prediction besides the wines. */
export interface PredictionRequest {
  /** A version's name; the default version when absent. */
  readonly version?: string | null | undefined;
  readonly caller: Caller;
}

/** How much is lost when rows come late or never: `spare` ones get what all others leave over. */
export type Urgency = 'awaited' | 'spare';

/**
 * Scores `rows` prepared rows (row-major float32, as wide as the version's input) by a version.
 * Gives as many rows of its output's width in the same order, or rejects.
 */
export type ScoreRows = (
  version: ModelVersion,
  prepared: Float32Array,
  rows: number,
  caller: AnyCaller,
  urgency?: Urgency,
) => Promise<Float32Array>;

/** Blocks of wines in, blocks of answers out; knows neither HTTP nor GraphQL. */
export class PredictionService {
  constructor(
    private readonly repository: ModelRepository,
    private readonly scoreRows: ScoreRows,
  ) {}

  /**
   * Checks the wines and says what is wrong with those that cannot be. The others are prepared and
   * scored when their answers are loaded, which rejects with `DEADLINE_EXCEEDED`, `CANCELLED` or
   * `OVERLOADED`.
   *
   * @throws GatewayError `MODEL_VERSION_NOT_FOUND`.
   */
  admit(block: WineBlock, { version: name, caller }: PredictionRequest): AdmittedWines {
    const version = this.repository.get(name);
    const rejected = findRejectedWines(block, version.features);
    const accepted = rejected.length === 0 ? block : block.select(rowsKept(block.rows, rejected));
    return new AdmittedWines(block.rows, this.score(version, accepted, caller), rejected);
  }

  /** Wines that are known to be possible, to be prepared and scored when their answers are loaded. */
  score(
    version: ModelVersion,
    wines: WineBlock,
    caller: AnyCaller,
    urgency?: Urgency,
  ): ScoredWines {
    return new ScoredWines(version, wines, async () => {
      caller.check();
      const prepared = version.preparation.prepare(wines.measurements, wines.rows);
      return this.scoreRows(version, prepared, wines.rows, caller, urgency);
    });
  }
}

function rowsKept(rows: number, rejected: readonly RejectedWine[]): number[] {
  const gone = new Set(rejected.map(({ index }) => index));
  return Array.from({ length: rows }, (_, row) => row).filter((row) => !gone.has(row));
}
