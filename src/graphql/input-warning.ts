import { Field, Float, ObjectType } from 'type-graphql';
import { type WineFeature as WineFeatureName } from '../wine-fields';
import { WineFeature } from './wine-feature';

@ObjectType({
  simpleResolvers: true,
  description:
    'A measurement outside what the model has seen in training: its answer is an extrapolation.',
})
export abstract class InputWarning {
  @Field(() => WineFeature, { description: 'The measurement.' })
  readonly feature!: WineFeatureName;

  @Field(() => Float, { description: 'The value that was sent.' })
  readonly value!: number;

  @Field(() => Float, { description: 'The lowest value among the training wines.' })
  readonly trainingMin!: number;

  @Field(() => Float, { description: 'The highest value among the training wines.' })
  readonly trainingMax!: number;

  @Field(() => String, { description: 'The same in words.' })
  readonly message!: string;
}
