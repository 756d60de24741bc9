import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { type Metrics } from '../repository/manifest';

/** How a version's quality was measured. */
export enum EvaluationProtocol {
  GROUPED = 'GROUPED',
  PAPER = 'PAPER',
}

registerEnumType(EvaluationProtocol, {
  name: 'EvaluationProtocol',
  description: 'How the quality of a model version was measured.',
  valuesConfig: {
    GROUPED: {
      description:
        'Cross-validation in which wines with identical measurements are never on both sides: what to expect of new wines.',
    },
    PAPER: {
      description:
        "The published study's cross-validation, repeated rows included: for comparison with the literature.",
    },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'The measured quality of a model version under one protocol.',
})
export class ModelMetrics {
  constructor(metrics: Metrics) {
    Object.assign(this, metrics, { protocol: EvaluationProtocol[metrics.protocol] });
  }

  @Field(() => EvaluationProtocol, { description: 'How it was measured.' })
  readonly protocol!: EvaluationProtocol;

  @Field(() => String, { description: 'The protocol in words.' })
  readonly description!: string;

  @Field(() => Int, { description: 'How often the cross-validation was repeated.' })
  readonly repetitions!: number;

  @Field(() => Int, { description: 'Folds in each repetition.' })
  readonly folds!: number;

  @Field(() => Int, { description: 'Wines that were predicted in each repetition.' })
  readonly rows!: number;

  @Field(() => Float, { description: "Mean absolute deviation from the tasters' grade." })
  readonly meanAbsoluteDeviation!: number;

  @Field(() => Float, { description: 'Share of wines at most 0.25 from their grade.' })
  readonly withinQuarter!: number;

  @Field(() => Float, { description: 'Share of wines at most 0.5 from their grade.' })
  readonly withinHalf!: number;

  @Field(() => Float, { description: 'Share of wines at most 1 from their grade.' })
  readonly withinOne!: number;

  @Field(() => Float, { description: "Cohen's kappa: agreement beyond chance, 1 at best." })
  readonly kappa!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Ranked probability score of the grade distribution, 0 at best; null where there is none.',
  })
  readonly rankedProbabilityScore!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Mean negative log probability of the true grade, 0 at best; null without probabilities.',
  })
  readonly logLoss!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Expected calibration error of "grade 6 or more" over ten bins, 0 at best; null without probabilities.',
  })
  readonly expectedCalibrationError!: number | null;
}
