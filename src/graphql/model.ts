import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { type DescribedVersion } from '../serving/served-version';
import { type VersionRegistry } from '../serving/version-registry';
import { MODEL_NAME } from '../repository/version-folders';
import { ModelFeature } from './model-feature';
import { ModelMetrics } from './model-metrics';

/** Where a version is in its life: the names of `VersionState`. */
export enum ModelStatus {
  LOADING = 'LOADING',
  WARMING = 'WARMING',
  READY = 'READY',
  DRAINING = 'DRAINING',
  RETIRED = 'RETIRED',
  FAILED = 'FAILED',
}

registerEnumType(ModelStatus, {
  name: 'ModelStatus',
  description: 'Where a model version is in its life.',
  valuesConfig: {
    LOADING: { description: 'Its files are being read and held against their hashes.' },
    WARMING: { description: 'It is answering wines whose answers are known.' },
    READY: { description: 'Verified, warmed up, and answering.' },
    DRAINING: { description: 'Requests that began with it end with it; new ones do not find it.' },
    RETIRED: { description: 'Gone.' },
    FAILED: { description: 'Not what it promises: it never answered. See `statusReason`.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'A version of the model, with what is known of it: of one that did not become ready, what could be read; the rest is empty.',
})
export class Model {
  constructor(
    readonly model: DescribedVersion,
    private readonly registry: VersionRegistry,
  ) {}

  @Field(() => String, { description: 'What all versions together are called.' })
  get name(): string {
    return this.model.manifest?.name ?? MODEL_NAME;
  }

  @Field(() => String, { description: 'Its name in the argument `version`.' })
  get version(): string {
    return this.model.name;
  }

  @Field(() => String, { description: 'What this version is, in a sentence.' })
  get description(): string {
    return this.model.manifest?.description ?? '';
  }

  @Field(() => String, { description: 'How it was learned, in a few words.' })
  get algorithm(): string {
    return this.model.manifest?.algorithm ?? '';
  }

  @Field(() => String, { description: 'The day of its training, as ISO 8601 writes it.' })
  get trainedAt(): string {
    return this.model.manifest?.trainedAt ?? '';
  }

  @Field(() => String, {
    description: 'One hash over model, parameters and card: what answers is what was measured.',
  })
  get sha256(): string {
    return this.model.manifest?.sha256 ?? '';
  }

  @Field(() => ModelStatus, { description: 'Where it is in its life; only `READY` ones answer.' })
  get status(): ModelStatus {
    return ModelStatus[this.model.life.state.toUpperCase() as keyof typeof ModelStatus];
  }

  @Field(() => String, { nullable: true, description: 'Why it failed; null where it did not.' })
  get statusReason(): string | null {
    return this.model.life.reason ?? null;
  }

  @Field(() => [String], {
    description: 'The labels that point to it: in the argument `version` they stand for it.',
  })
  get labels(): string[] {
    return this.registry.table.labelsOf(this.model);
  }

  @Field(() => [Int], { description: 'The grades that it can give, ascending.' })
  get grades(): readonly number[] {
    return this.model.output?.grades ?? [];
  }

  @Field(() => [ModelFeature], { description: 'The measurements, in the order of the UCI file.' })
  get features(): ModelFeature[] {
    return (this.model.features ?? []).map((feature) => new ModelFeature(feature));
  }

  @Field(() => [ModelMetrics], { description: 'Its measured quality, a protocol each.' })
  get metrics(): ModelMetrics[] {
    return (this.model.manifest?.metrics ?? []).map((metrics) => new ModelMetrics(metrics));
  }

  @Field(() => String, { description: 'The model card, in Markdown.' })
  get card(): string {
    return this.model.card ?? '';
  }

  @Field(() => Boolean, { description: 'Whether it answers when a request names no version.' })
  get isDefault(): boolean {
    return this.model === this.registry.defaultVersion;
  }
}
