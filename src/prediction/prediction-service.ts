import { type ModelRepository } from '../repository/model-repository';
import { type ModelVersion } from '../repository/model-version';
import { type Deadline } from './deadline';
import { findRejectedWines, type RejectedWine } from './faults';
import { scoreWines } from './score-wines';
import { type ScoredWines } from './scored-wines';
import { selectRows, type WineBlock } from './wine-block';

/** What bounds the service's work. */
export interface PredictionLimits {
  /** The most wines that the model is given in one run, so that other requests get their turn. */
  readonly maxRunRows: number;
}

/** What a caller may say about a prediction besides the wines. */
export interface PredictionRequest {
  /** A version's name; the default version when absent. */
  readonly version?: string | null | undefined;
  readonly deadline: Deadline;
}

/** A batch's answer. */
export interface BatchResult {
  readonly version: ModelVersion;
  /** The accepted wines' answers, in the order sent. */
  readonly scored: ScoredWines;
  /** For each wine sent its row in `scored`, or null where it was rejected. */
  readonly rowOf: readonly (number | null)[];
  readonly rejected: readonly RejectedWine[];
}

/** Blocks of wines in, blocks of answers out; knows neither HTTP nor GraphQL. */
export class PredictionService {
  constructor(
    private readonly repository: ModelRepository,
    private readonly limits: PredictionLimits,
  ) {}

  /**
   * Scores the wines that are possible and says what is wrong with the others.
   *
   * @throws GatewayError `MODEL_VERSION_NOT_FOUND`, `DEADLINE_EXCEEDED`.
   */
  async predictBatch(block: WineBlock, request: PredictionRequest): Promise<BatchResult> {
    const version = this.repository.get(request.version);
    const rejected = findRejectedWines(block, version.features);
    const rowOf = rowsAfterRejection(block.rows, rejected);
    const accepted = rejected.length === 0 ? block : selectRows(block, rowsKept(rowOf));
    const scored = await scoreWines(version, accepted, this.limits.maxRunRows, request.deadline);
    return { version, scored, rowOf, rejected };
  }
}

function rowsAfterRejection(rows: number, rejected: readonly RejectedWine[]): (number | null)[] {
  const gone = new Set(rejected.map(({ index }) => index));
  let next = 0;
  return Array.from({ length: rows }, (_, row) => (gone.has(row) ? null : next++));
}

function rowsKept(rowOf: readonly (number | null)[]): number[] {
  return rowOf.flatMap((kept, row) => (kept === null ? [] : [row]));
}
