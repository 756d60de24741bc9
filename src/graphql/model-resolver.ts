import { Arg, Query, Resolver } from 'type-graphql';
import { type VersionRegistry } from '../serving/version-registry';
import { Limits, type LimitValues } from './limits';
import { Model } from './model';

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
    @Arg('version', () => String, { nullable: true }) version: string | null | undefined,
  ): Model {
    return new Model(this.registry.get(version), this.registry.defaultVersion);
  }

  @Query(() => [Model], { description: 'All model versions, ascending.' })
  models(): Model[] {
    return this.registry.versions.map(
      (version) => new Model(version, this.registry.defaultVersion),
    );
  }

  @Query(() => Limits, { description: 'What one request may ask for.' })
  limits(): LimitValues {
    return this.limitsInForce;
  }
}
