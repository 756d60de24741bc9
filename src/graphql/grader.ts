import { GatewayError } from '../errors';
import { type AdmittedWines } from '../prediction/admitted-wines';
import { admitRows } from '../prediction/admission';
import { type PredictionService } from '../prediction/prediction-service';
import { type WineBlock } from '../prediction/wine-block';
import { type ModelRepository } from '../repository/model-repository';
import { BatchPrediction } from './batch-prediction';
import { type OperationContext } from './context';
import { Model } from './model';
import { Prediction } from './prediction';

/** What `predict` and `predictBatch` do once their wines are packed, whichever way they came. */
export class Grader {
  constructor(
    private readonly service: PredictionService,
    private readonly repository: ModelRepository,
  ) {}

  /**
   * One wine's prediction, to be loaded before its figures are read.
   *
   * @throws GatewayError `BAD_USER_INPUT` with the wine's faults.
   */
  predict(wine: WineBlock, version: Version, context: OperationContext): Prediction {
    const admitted = this.admit(wine, version, context);
    const [rejected] = admitted.rejected;
    if (rejected) {
      const { faults } = rejected;
      throw new GatewayError('BAD_USER_INPUT', faults.map(({ message }) => message).join(' '), {
        faults,
      });
    }
    return new Prediction(admitted.scored, 0, this.modelOf(admitted));
  }

  /** A list's predictions, to be loaded before their figures are read. */
  predictBatch(wines: WineBlock, version: Version, context: OperationContext): BatchPrediction {
    const admitted = this.admit(wines, version, context);
    return new BatchPrediction(admitted, this.modelOf(admitted));
  }

  private admit(
    wines: WineBlock,
    version: Version,
    { record, caller, maxBatchRows }: OperationContext,
  ): AdmittedWines {
    // Over all fields and aliases of the operation, which share the record.
    record.rows += wines.rows;
    admitRows(record.rows, maxBatchRows);
    return this.service.admit(wines, { version, caller });
  }

  private modelOf({ scored }: AdmittedWines): Model {
    return new Model(scored.version, this.repository.defaultVersion);
  }
}

type Version = string | null | undefined;
