import { Arg, Query, Resolver } from 'type-graphql';
import { type VersionRegistry } from '../serving/version-registry';
import { Limits, type LimitValues } from './limits';
import { Model } from './model';
import { ModelLabel } from './model-label';

@Resolver()
export class ModelResolver {
  constructor(
    private readonly registry: VersionRegistry,
    private readonly limitsInForce: LimitValues,
  ) {}

  @Query(() => Model, {
    description: 'One model version: the default one when none is named.',
  })
  model(
    @Arg('version', () => String, {
      nullable: true,
      description: 'A model version by number or label. When absent: the one that is `stable`.',
    })
    version: string | null | undefined,
  ): Model {
    return new Model(this.registry.get(version), this.registry);
  }

  @Query(() => [Model], {
    description:
      'All model versions, ascending, whatever their status; those that are ready answer requests.',
  })
  models(): Model[] {
    return this.registry.everyVersion.map((version) => new Model(version, this.registry));
  }

  @Query(() => [ModelLabel], { description: 'Names that stand for versions, `stable` among them.' })
  labels(): ModelLabel[] {
    return this.registry.table.labels.map((label) => new ModelLabel(label));
  }

  @Query(() => Limits, { description: 'What one request may ask for.' })
  limits(): LimitValues {
    return this.limitsInForce;
  }
}
