import { ArgsType, Field, Float, Int } from 'type-graphql';
import { STEPS } from '../trust/sensitivity';
import { type WineFeature as WineFeatureName } from '../wine-fields';
import { WineFeature } from './wine-feature';

/** The points of a curve that names no number of them. */
export const DEFAULT_STEPS = 25;

@ArgsType()
export class SensitivityArguments {
  @Field(() => WineFeature, { description: 'The measurement that is moved.' })
  readonly feature!: WineFeatureName;

  @Field(() => Float, {
    nullable: true,
    description: 'The first value; the lowest among the training wines when it is not given.',
  })
  readonly from?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The last value; the highest among the training wines when it is not given.',
  })
  readonly to?: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_STEPS,
    description: `How many values, ${STEPS.min} to ${STEPS.max}.`,
  })
  readonly steps?: number | null;
}
