import { Field, Float, ObjectType } from 'type-graphql';
import { Prediction } from './prediction';
import { FeatureChange, type Plain } from './trust-types';

@ObjectType({
  simpleResolvers: true,
  description:
    'The smallest change found for which the model gives the grade. It says what this model would answer for other measurements, not what would happen to the wine in the cellar.',
})
export abstract class Improvement {
  @Field(() => [FeatureChange], { description: 'Empty when the wine is there already.' })
  readonly changes!: readonly Plain<FeatureChange>[];

  @Field(() => Float, {
    description:
      'The sum of the changes, each in standard deviations of its measurement among the training wines.',
  })
  readonly distance!: number;

  @Field(() => Prediction, { description: 'What the model says of the changed wine.' })
  readonly prediction!: Plain<Prediction>;
}
