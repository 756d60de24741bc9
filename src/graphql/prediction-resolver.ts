import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { BatchPrediction } from './batch-prediction';
import { type OperationContext } from './context';
import { type Grader } from './grader';
import { Prediction } from './prediction';
import { packWines, WineInput } from './wine-input';

const VERSION = {
  nullable: true,
  description:
    'A model version by number or label. When absent: the one that is `stable`, or `canary` for its share of callers.',
} as const;

@Resolver()
export class PredictionResolver {
  constructor(private readonly grader: Grader) {}

  @Query(() => Prediction, {
    description: 'Grades one wine. A wine that cannot exist is an error with its faults.',
  })
  predict(
    @Arg('wine', () => WineInput, { description: 'Its laboratory measurements.' })
    wine: WineInput,
    @Arg('version', () => String, VERSION) version: string | null | undefined,
    @Ctx() context: OperationContext,
  ): Promise<Prediction> {
    const prediction = this.grader.predict(packWines([wine]), version, context);
    // Throws at once what is wrong with the wine: of several fields' errors the first is told.
    return prediction.load().then(() => prediction);
  }

  @Query(() => BatchPrediction, {
    description:
      'Grades a list of wines. A wine that cannot exist costs that wine only: see `rejected`.',
  })
  predictBatch(
    @Arg('wines', () => [WineInput], { description: 'As many as `limits` allows.' })
    wines: WineInput[],
    @Arg('version', () => String, VERSION) version: string | null | undefined,
    @Ctx() context: OperationContext,
  ): BatchPrediction {
    return this.grader.predictBatch(packWines(wines), version, context);
  }
}
