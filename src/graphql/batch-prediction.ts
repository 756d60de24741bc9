import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { type FaultCode as FaultCodeName } from '../prediction/faults';
import { type BatchResult } from '../prediction/prediction-service';
import { Model } from './model';
import { Prediction } from './prediction';

/** Why a measurement cannot be right. */
export enum FaultCode {
  UNPHYSICAL_VALUE = 'UNPHYSICAL_VALUE',
  INCONSISTENT_VALUES = 'INCONSISTENT_VALUES',
}

registerEnumType(FaultCode, {
  name: 'FaultCode',
  description: 'Why a measurement cannot be right.',
  valuesConfig: {
    UNPHYSICAL_VALUE: { description: 'Outside the range that is accepted for this measurement.' },
    INCONSISTENT_VALUES: { description: 'Impossible together: free above total sulfur dioxide.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One thing wrong with a wine.' })
export abstract class WineFault {
  @Field(() => String, { description: 'The field in `WineInput`.' })
  readonly field!: string;

  @Field(() => FaultCode)
  readonly code!: FaultCodeName;

  @Field(() => String, { description: 'What was expected and what came.' })
  readonly message!: string;

  @Field(() => Float, { description: 'The lowest value that would have been accepted.' })
  readonly min!: number;

  @Field(() => Float, { description: 'The highest value that would have been accepted.' })
  readonly max!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A wine that was not graded, and why.' })
export abstract class RejectedWine {
  @Field(() => Int, { description: 'Its place in the list that was sent, from 0.' })
  readonly index!: number;

  @Field(() => ID, { nullable: true, description: 'The `id` that came with it.' })
  readonly wineId!: string | null;

  @Field(() => [WineFault])
  readonly faults!: readonly WineFault[];
}

@ObjectType({ simpleResolvers: true, description: 'What the model says of a list of wines.' })
export class BatchPrediction {
  constructor(
    private readonly result: BatchResult,
    model: Model,
  ) {
    this.model = model;
  }

  @Field(() => [Prediction], {
    nullable: 'items',
    description: 'As many as wines were sent, in the same order; null where the wine was rejected.',
  })
  get predictions(): (Prediction | null)[] {
    const { rowOf, scored } = this.result;
    return rowOf.map((row) => (row === null ? null : new Prediction(scored, row, this.model)));
  }

  @Field(() => [RejectedWine], { description: 'The wines that were not graded, in order.' })
  get rejected(): BatchResult['rejected'] {
    return this.result.rejected;
  }

  @Field(() => Int, { description: 'How many wines were graded.' })
  get accepted(): number {
    return this.result.scored.wines.rows;
  }

  @Field(() => Model, { description: 'The model version that answered.' })
  readonly model: Model;
}
