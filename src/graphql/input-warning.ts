import { Field, Float, ObjectType } from 'type-graphql';
import { type WineFeature as WineFeatureName } from '../wine-fields';
import { WineFeature } from './wine-feature';

@ObjectType({
  simpleResolvers: true,
  description:
    'A measurement outside what the model has seen in training: its answer is an extrapolation.',
})
export abstract class InputWarning {
  @Field(() => WineFeature)
  readonly feature!: WineFeatureName;

  @Field(() => Float, { description: 'The value that was sent.' })
  readonly value!: number;

  @Field(() => Float)
  readonly trainingMin!: number;

  @Field(() => Float)
  readonly trainingMax!: number;

  @Field(() => String)
  readonly message!: string;
}
