import { Field, Float, ObjectType } from 'type-graphql';
import { type Feature } from '../repository/parameters';
import { type WineFeature as WineFeatureName } from '../wine-fields';
import { WineFeature } from './wine-feature';

@ObjectType({ simpleResolvers: true, description: 'One measurement as a model version knows it.' })
export class ModelFeature {
  constructor(private readonly feature: Feature) {}

  @Field(() => WineFeature, { description: 'Its name in arguments and answers.' })
  get name(): WineFeatureName {
    return this.feature.name;
  }

  @Field(() => String, { description: 'Its field in `WineInput`.' })
  get field(): string {
    return this.feature.field;
  }

  @Field(() => String, {
    description: 'Its column in the UCI file, and its key in `POST /predict`.',
  })
  get column(): string {
    return this.feature.column;
  }

  @Field(() => String, { description: 'What its values are stated in.' })
  get unit(): string {
    return this.feature.unit;
  }

  @Field(() => String, { description: 'What it means.' })
  get description(): string {
    return this.feature.description;
  }

  @Field(() => Float, { description: 'The lowest value that is accepted.' })
  get acceptedMin(): number {
    return this.feature.accepted.min;
  }

  @Field(() => Float, { description: 'The highest value that is accepted.' })
  get acceptedMax(): number {
    return this.feature.accepted.max;
  }

  @Field(() => String, { description: 'Where the accepted range comes from.' })
  get acceptedSource(): string {
    return this.feature.accepted.source;
  }

  @Field(() => Float, { description: 'The lowest value among the training wines.' })
  get trainingMin(): number {
    return this.feature.training.min;
  }

  @Field(() => Float, { description: 'The median of the training wines.' })
  get trainingMedian(): number {
    return this.feature.training.median;
  }

  @Field(() => Float, { description: 'The highest value among the training wines.' })
  get trainingMax(): number {
    return this.feature.training.max;
  }
}
