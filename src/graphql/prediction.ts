import { Arg, Extensions, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { type ScoredWines } from '../prediction/scored-wines';
import { type WineFeature as WineFeatureName } from '../wine-fields';
import { Model } from './model';
import { type PlainField } from './plain-field';
import { WineFeature } from './wine-feature';

@ObjectType({ simpleResolvers: true, description: 'The probability of one grade.' })
export class GradeProbability {
  constructor(grade: number, probability: number) {
    this.grade = grade;
    this.probability = probability;
  }

  @Field(() => Int)
  readonly grade: number;

  @Field(() => Float, { description: 'From 0 to 1.' })
  readonly probability: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A measurement outside what the model has seen in training: its answer is an extrapolation.',
})
export abstract class InputWarning {
  @Field(() => WineFeature)
  readonly feature!: WineFeatureName;

  @Field(() => Float, { description: 'The value that was sent.' })
  readonly value!: number;

  @Field(() => Float)
  readonly trainingMin!: number;

  @Field(() => Float)
  readonly trainingMax!: number;

  @Field(() => String)
  readonly message!: string;
}

/** One row of a scored block, as GraphQL sees it: a figure is computed when it is selected. */
@ObjectType({ simpleResolvers: true, description: 'What the model says of one wine.' })
export class Prediction {
  constructor(
    private readonly scored: ScoredWines,
    private readonly row: number,
    model: Model,
  ) {
    this.model = model;
  }

  /** Has the model asked, which is needed before any figure that is its answer is read. */
  load(): Promise<void> {
    return this.scored.load();
  }

  @Field(() => ID, { nullable: true, description: 'The `id` that came with the wine.' })
  get wineId(): string | null {
    return this.scored.wines.ids[this.row] ?? null;
  }

  @Extensions({ needsRun: true } satisfies PlainField)
  @Field(() => Int, {
    description:
      'The grade, 0 to 10: the median of the grade distribution, or the rounded score where a version has none.',
  })
  get quality(): number {
    return this.scored.quality(this.row);
  }

  @Extensions({ needsRun: true } satisfies PlainField)
  @Field(() => Float, { description: 'The expected grade.' })
  get score(): number {
    return this.scored.score(this.row);
  }

  @Extensions({ needsRun: true } satisfies PlainField)
  @Field(() => [GradeProbability], {
    nullable: true,
    description:
      'The grade distribution, ascending by grade; null for a version that only estimates a score.',
  })
  get probabilities(): GradeProbability[] | null {
    const probabilities = this.scored.probabilities(this.row);
    if (!probabilities) return null;
    const { grades } = this.scored.version.output;
    return grades.map((grade, i) => new GradeProbability(grade, probabilities[i] as number));
  }

  @Extensions({ readsFrom: 'probabilityAtLeast', needsRun: true } satisfies PlainField)
  @Field(() => Float, {
    nullable: true,
    description:
      'The probability of this grade or a higher one; null for a version that only estimates a score.',
  })
  probabilityAtLeast(@Arg('grade', () => Int) grade: number): number | null {
    return this.scored.probabilityAtLeast(this.row, grade);
  }

  @Field(() => [InputWarning], {
    description: 'The measurements outside what the model has seen; empty when there are none.',
  })
  get warnings(): ReturnType<ScoredWines['warnings']> {
    return this.scored.warnings(this.row);
  }

  @Field(() => Model, { description: 'The model version that answered.' })
  readonly model: Model;
}
