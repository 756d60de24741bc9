import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { type DriftReport } from '../drift/drift-monitor';
import { type DriftStatus as DriftStatusName } from '../drift/stability-index';
import { type WineFeature as WineFeatureName } from '../wine-fields';
import { WineFeature } from './wine-feature';

/** How far a measurement has moved from what the model was trained on. */
export enum DriftStatus {
  STABLE = 'STABLE',
  MODERATE = 'MODERATE',
  SIGNIFICANT = 'SIGNIFICANT',
}

registerEnumType(DriftStatus, {
  name: 'DriftStatus',
  description:
    'The usual reading of a population stability index (Siddiqi, "Credit Risk Scorecards", 2006).',
  valuesConfig: {
    STABLE: { description: 'Below 0.1: much as in training.' },
    MODERATE: { description: 'From 0.1 on: worth a look.' },
    SIGNIFICANT: {
      description: 'From 0.25 on: other wines than the model was trained on, or another unit.',
    },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'How far one measurement of the wines that came last differs from training.',
})
export abstract class FeatureDrift {
  @Field(() => WineFeature, { description: 'The measurement.' })
  readonly feature!: WineFeatureName;

  @Field(() => Float, {
    nullable: true,
    description:
      'The population stability index over the deciles of the training wines: 0 where nothing has moved, without an upper bound. Null before 500 wines have come.',
  })
  readonly psi!: number | null;

  @Field(() => DriftStatus, {
    nullable: true,
    description: 'How the index is usually read. Null where there is none.',
  })
  readonly status!: DriftStatusName | null;
}

@ObjectType({ simpleResolvers: true, description: 'How often a grade was given.' })
export abstract class GradeShare {
  @Field(() => Int, { description: 'From 0, very bad, to 10, excellent.' })
  readonly grade!: number;

  @Field(() => Float, { description: 'Its share of the wines that were graded, from 0 to 1.' })
  readonly share!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'How the wines that came last, at most 10,000, differ from those that a version was trained on. Each process keeps it for itself, from its start on.',
})
export class InputDrift {
  constructor({ rows, since, features, warnedShare, grades }: DriftReport) {
    this.rows = rows;
    this.since = since === null ? null : new Date(since).toISOString();
    this.features = features;
    this.warnedShare = warnedShare;
    this.grades = grades;
  }

  @Field(() => Int, { description: 'How many wines the figures are of.' })
  readonly rows: number;

  @Field(() => String, {
    nullable: true,
    description: 'When the first of them came, as ISO 8601 writes it. Null before any.',
  })
  readonly since: string | null;

  @Field(() => [FeatureDrift], { description: 'A measurement each, in the order of the UCI file.' })
  readonly features: DriftReport['features'];

  @Field(() => Float, {
    nullable: true,
    description:
      'The share of them with a measurement outside the training range, from 0 to 1. Null before any.',
  })
  readonly warnedShare: number | null;

  @Field(() => [GradeShare], {
    description: 'How the grades that were given are spread, ascending. Empty before any.',
  })
  readonly grades: DriftReport['grades'];
}
