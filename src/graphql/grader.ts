import { type AdmittedWines } from '../prediction/admitted-wines';
import { admitRows } from '../prediction/admission';
import { type PredictionService } from '../prediction/prediction-service';
import { type ScoredWines } from '../prediction/scored-wines';
import { type WineBlock } from '../prediction/wine-block';
import { type VersionRegistry } from '../serving/version-registry';
import { Inquiries } from '../trust/inquiries';
import { BatchPrediction } from './batch-prediction';
import { type OperationContext } from './context';
import { Model } from './model';
import { Prediction } from './prediction';

/** What `predict` and `predictBatch` do once their wines are packed, whichever way they came. */
export class Grader {
  constructor(
    private readonly service: PredictionService,
    private readonly registry: VersionRegistry,
  ) {}

  /**
   * One wine's prediction, to be loaded before its figures are read.
   *
   * @throws GatewayError `BAD_USER_INPUT` with the wine's faults.
   */
  predict(wine: WineBlock, version: Version, context: OperationContext): Prediction {
    const admitted = this.admit(wine, version, context);
    if (admitted.rejected.length > 0) throw admitted.refusalOf(0);
    const { scored } = admitted;
    return new Prediction(scored, 0, this.modelOf(admitted), this.inquiriesOf(scored, context));
  }

  /** A list's predictions, to be loaded before their figures are read. */
  predictBatch(wines: WineBlock, version: Version, context: OperationContext): BatchPrediction {
    const admitted = this.admit(wines, version, context);
    const inquiries = this.inquiriesOf(admitted.scored, context);
    return new BatchPrediction(admitted, this.modelOf(admitted), inquiries);
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

  private inquiriesOf(scored: ScoredWines, { caller }: OperationContext): Inquiries {
    return new Inquiries(scored, caller, this.service);
  }

  private modelOf({ scored }: AdmittedWines): Model {
    return new Model(scored.version, this.registry);
  }
}

type Version = string | null | undefined;
