import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { type ModelVersion } from '../repository/model-version';
import { ModelFeature } from './model-feature';
import { ModelMetrics } from './model-metrics';

/** Where a version is in its life. */
export enum ModelStatus {
  READY = 'READY',
}

registerEnumType(ModelStatus, {
  name: 'ModelStatus',
  description: 'Where a model version is in its life.',
  valuesConfig: {
    READY: { description: 'Verified, warmed up, and answering.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'A version of the model, with what is known of it.',
})
export class Model {
  constructor(
    private readonly model: ModelVersion,
    defaultVersion: ModelVersion,
  ) {
    this.isDefault = model === defaultVersion;
  }

  @Field(() => String)
  get name(): string {
    return this.model.manifest.name;
  }

  @Field(() => String, { description: 'Its name in the argument `version`.' })
  get version(): string {
    return this.model.name;
  }

  @Field(() => String)
  get description(): string {
    return this.model.manifest.description;
  }

  @Field(() => String)
  get algorithm(): string {
    return this.model.manifest.algorithm;
  }

  @Field(() => String, { description: 'The day of its training, as ISO 8601 writes it.' })
  get trainedAt(): string {
    return this.model.manifest.trainedAt;
  }

  @Field(() => String, {
    description: 'One hash over model, parameters and card: what answers is what was measured.',
  })
  get sha256(): string {
    return this.model.manifest.sha256;
  }

  @Field(() => ModelStatus)
  get status(): ModelStatus {
    return ModelStatus.READY;
  }

  @Field(() => [Int], { description: 'The grades that it can give, ascending.' })
  get grades(): readonly number[] {
    return this.model.output.grades;
  }

  @Field(() => [ModelFeature], { description: 'The measurements, in the order of the UCI file.' })
  get features(): ModelFeature[] {
    return this.model.features.map((feature) => new ModelFeature(feature));
  }

  @Field(() => [ModelMetrics], { description: 'Its measured quality, a protocol each.' })
  get metrics(): ModelMetrics[] {
    return this.model.manifest.metrics.map((metrics) => new ModelMetrics(metrics));
  }

  @Field(() => String, { description: 'The model card, in Markdown.' })
  get card(): string {
    return this.model.card;
  }

  @Field(() => Boolean, { description: 'Whether it answers when a request names no version.' })
  readonly isDefault: boolean;
}
