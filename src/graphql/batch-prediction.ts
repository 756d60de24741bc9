import { Extensions, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { type AdmittedWines } from '../prediction/admitted-wines';
import { type FaultCode as FaultCodeName } from '../prediction/faults';
import { type Inquiries } from '../trust/inquiries';
import { Model } from './model';
import { type Listed, type PlainField } from './plain-field';
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

  @Field(() => FaultCode, { description: 'What kind of thing it is, for programs.' })
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

  @Field(() => [WineFault], { description: 'Everything that is wrong with it.' })
  readonly faults!: readonly WineFault[];
}

@ObjectType({ simpleResolvers: true, description: 'What the model says of a list of wines.' })
export class BatchPrediction {
  constructor(
    private readonly admitted: AdmittedWines,
    model: Model,
    private readonly inquiries: Inquiries,
  ) {
    this.model = model;
  }

  /** Has the model asked, which is needed before figures of `loaded` are read. */
  load(): Promise<void> {
    return this.admitted.scored.load();
  }

  @Extensions({ readsFrom: 'loaded' } satisfies PlainField)
  @Field(() => [Prediction], {
    nullable: 'items',
    description: 'As many as wines were sent, in the same order; null where the wine was rejected.',
  })
  async predictions(): Promise<(Prediction | null)[]> {
    await this.load();
    return Array.from({ length: this.admitted.sent }, (_, index) => this.predictionAt(index));
  }

  /**
   * The predictions as far as they are known without waiting. Each is made when it is read: ten
   * thousand that are kept while a long answer is written would be moved by every collection of garbage.
   */
  get loaded(): Listed<Prediction | null> {
    return { length: this.admitted.sent, at: (index) => this.predictionAt(index) };
  }

  @Field(() => [RejectedWine], { description: 'The wines that were not graded, in order.' })
  get rejected(): AdmittedWines['rejected'] {
    return this.admitted.rejected;
  }

  @Field(() => Int, { description: 'How many wines were graded.' })
  get accepted(): number {
    return this.admitted.scored.wines.rows;
  }

  @Field(() => Model, { description: 'The model version that answered.' })
  readonly model: Model;

  private predictionAt(index: number): Prediction | null {
    const { admitted, model, inquiries } = this;
    const row = admitted.rowOf(index);
    return row < 0 ? null : new Prediction(admitted.scored, row, model, inquiries);
  }
}
