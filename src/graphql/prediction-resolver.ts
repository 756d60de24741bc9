import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { GatewayError } from '../errors';
import { admitRows } from '../prediction/admission';
import { type BatchResult, type PredictionService } from '../prediction/prediction-service';
import { type ModelRepository } from '../repository/model-repository';
import { BatchPrediction } from './batch-prediction';
import { type OperationContext } from './context';
import { Model } from './model';
import { Prediction } from './prediction';
import { packWines, WineInput } from './wine-input';

const VERSION = {
  nullable: true,
  description: 'A model version by name; the default version when absent.',
} as const;

@Resolver()
export class PredictionResolver {
  constructor(
    private readonly service: PredictionService,
    private readonly repository: ModelRepository,
  ) {}

  @Query(() => Prediction, {
    description: 'Grades one wine. A wine that cannot exist is an error with its faults.',
  })
  async predict(
    @Arg('wine', () => WineInput) wine: WineInput,
    @Arg('version', () => String, VERSION) version: string | null | undefined,
    @Ctx() context: OperationContext,
  ): Promise<Prediction> {
    const result = await this.score([wine], version, context);
    if (result.rejected[0]) {
      const { faults } = result.rejected[0];
      throw new GatewayError('BAD_USER_INPUT', faults.map((fault) => fault.message).join(' '), {
        faults,
      });
    }
    return new Prediction(result.scored, 0, this.modelOf(result));
  }

  @Query(() => BatchPrediction, {
    description:
      'Grades a list of wines. A wine that cannot exist costs that wine only: see `rejected`.',
  })
  async predictBatch(
    @Arg('wines', () => [WineInput]) wines: WineInput[],
    @Arg('version', () => String, VERSION) version: string | null | undefined,
    @Ctx() context: OperationContext,
  ): Promise<BatchPrediction> {
    const result = await this.score(wines, version, context);
    return new BatchPrediction(result, this.modelOf(result));
  }

  private score(
    wines: readonly WineInput[],
    version: string | null | undefined,
    { record, deadline, maxBatchRows }: OperationContext,
  ): Promise<BatchResult> {
    // Over all fields and aliases of the operation, which share the record.
    record.rows += wines.length;
    admitRows(record.rows, maxBatchRows);
    return this.service.predictBatch(packWines(wines), { version, deadline });
  }

  private modelOf({ version }: BatchResult): Model {
    return new Model(version, this.repository.defaultVersion);
  }
}
