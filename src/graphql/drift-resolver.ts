import { FieldResolver, Resolver, Root } from 'type-graphql';
import { type DriftReport } from '../drift/drift-monitor';
import { type DescribedVersion } from '../serving/served-version';
import { InputDrift } from './input-drift';
import { Model } from './model';

/** Gives how the wines that came for a version differ from those that it was trained on; undefined for one that never served. */
export type ReportDrift = (version: DescribedVersion) => DriftReport | undefined;

@Resolver(() => Model)
export class DriftResolver {
  constructor(private readonly reportDrift: ReportDrift) {}

  @FieldResolver(() => InputDrift, {
    nullable: true,
    description:
      'How the wines that came last differ from those that it was trained on. Null for a version that never served.',
  })
  drift(@Root() { model }: Model): InputDrift | null {
    const report = this.reportDrift(model);
    return report ? new InputDrift(report) : null;
  }
}
