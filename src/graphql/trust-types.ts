import { Field, Float, Int, ObjectType } from 'type-graphql';
import { type PreparedFeature as PreparedFeatureValues } from '../prediction/prepared-features';
import { type WineFeature as WineFeatureName } from '../wine-fields';
import { GradeProbability } from './grade-probability';
import { WineFeature } from './wine-feature';

/** An object of a type's fields, where no class is needed to make it. */
export type Plain<Type> = { readonly [Field in keyof Type]: Type[Field] };

@ObjectType({
  simpleResolvers: true,
  description:
    "Neighbouring grades that hold the tasters' grade of about this share of wines like those of the training data. A promise about many wines, not about each; wines of another kind may keep it less often.",
})
export abstract class GradeInterval {
  @Field(() => Int, { description: 'The lowest grade in it.' })
  readonly low!: number;

  @Field(() => Int, { description: 'The highest grade in it.' })
  readonly high!: number;

  @Field(() => Float, { description: 'The confidence that was asked for.' })
  readonly confidence!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One measurement as the model gets it.' })
export abstract class PreparedFeature implements PreparedFeatureValues {
  @Field(() => WineFeature, { description: 'The measurement.' })
  readonly feature!: WineFeatureName;

  @Field(() => Float, { description: 'The value that was sent.' })
  readonly value!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'The value that the model gets for it; null where it gets this measurement only together with others.',
  })
  readonly prepared!: number | null;

  @Field(() => Float, {
    description:
      'The share of training wines with a lower value, and half of those with the same one, in percent.',
  })
  readonly percentile!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What one measurement adds to the score, or takes from it.',
})
export abstract class FeatureContribution {
  @Field(() => WineFeature, { description: 'The measurement.' })
  readonly feature!: WineFeatureName;

  @Field(() => Float, { description: 'The value that was sent.' })
  readonly value!: number;

  @Field(() => Float, {
    description: 'In grades: above 0 it lifts the score, below 0 it lowers it. Its Shapley value.',
  })
  readonly contribution!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "Why the score is what it is: from a typical wine's score to this one's, measurement by measurement. Exact Shapley values against the reference wines of the version. The baseline and all contributions add up to the score. It tells what the model does, not what causes quality.",
})
export abstract class Explanation {
  @Field(() => Float, {
    description:
      'Where the score starts without knowing the wine: the mean score of the reference wines.',
  })
  readonly baseline!: number;

  @Field(() => [FeatureContribution], {
    description: 'One for each of the eleven measurements, in the order of the UCI file.',
  })
  readonly contributions!: readonly Plain<FeatureContribution>[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'What the model says of the wine with one measurement at another value.',
})
export abstract class SensitivityPoint {
  @Field(() => Float, { description: "The measurement's value." })
  readonly value!: number;

  @Field(() => Boolean, {
    description:
      'False where more sulfur dioxide would be free than there is: such a wine has no answer.',
  })
  readonly consistent!: boolean;

  @Field(() => Float, { nullable: true, description: 'Null where the wine could not exist.' })
  readonly score!: number | null;

  @Field(() => Int, { nullable: true, description: 'Null where the wine could not exist.' })
  readonly quality!: number | null;

  @Field(() => [GradeProbability], {
    nullable: true,
    description:
      'Null where the wine could not exist, and for a version that only estimates a score.',
  })
  readonly probabilities!: readonly GradeProbability[] | null;
}

@ObjectType({ simpleResolvers: true, description: 'One measurement moved to another value.' })
export abstract class FeatureChange {
  @Field(() => WineFeature, { description: 'The measurement.' })
  readonly feature!: WineFeatureName;

  @Field(() => Float, { description: 'The value that was sent.' })
  readonly from!: number;

  @Field(() => Float, { description: 'The value that it would have.' })
  readonly to!: number;
}
