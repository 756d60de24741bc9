import { Arg, Args, Extensions, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { preparedFeatures, wineAt } from '../prediction/prepared-features';
import { type ScoredWines } from '../prediction/scored-wines';
import { ADJUSTABLE_PLACES } from '../trust/improvement';
import { type Inquiries } from '../trust/inquiries';
import { WINE_FEATURES, type WineFeature as WineFeatureName } from '../wine-fields';
import { distributionOf, GradeProbability } from './grade-probability';
import { Improvement } from './improvement';
import { InputWarning } from './input-warning';
import { Model } from './model';
import { type PlainField } from './plain-field';
import { type PricedField } from './priced-field';
import { DEFAULT_STEPS, SensitivityArguments } from './sensitivity-arguments';
import { changesOf, curveOf, explanationOf } from './trust-answers';
import {
  Explanation,
  GradeInterval,
  PreparedFeature,
  SensitivityPoint,
  type Plain,
} from './trust-types';
import { readChanges, WineChangesInput } from './wine-changes-input';
import { WineFeature } from './wine-feature';

const priceOfImprovement: PricedField['price'] = ({ adjustable }, prices) =>
  prices.improvement(Array.isArray(adjustable) ? adjustable.length : ADJUSTABLE_PLACES.length);

/** The confidence of an interval that names none. */
const DEFAULT_CONFIDENCE = 0.9;

/** One row of a scored block, as GraphQL sees it: a figure is computed when it is selected. */
@ObjectType({ simpleResolvers: true, description: 'What the model says of one wine.' })
export class Prediction {
  constructor(
    private readonly scored: ScoredWines,
    private readonly row: number,
    model: Model,
    private readonly inquiries: Inquiries,
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
      'The grade that a panel of tasters would most likely give, from 0, very bad, to 10, excellent: the median of the grade distribution, or the rounded score where a version has none.',
  })
  get quality(): number {
    return this.scored.quality(this.row);
  }

  @Extensions({ needsRun: true } satisfies PlainField)
  @Field(() => Float, {
    description: 'The expected grade: finer than `quality`, as between two grades.',
  })
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
    return distributionOf(this.scored, this.row);
  }

  @Extensions({ readsFrom: 'probabilityAtLeast', needsRun: true } satisfies PlainField)
  @Field(() => Float, {
    nullable: true,
    description:
      'The probability of this grade or a higher one; null for a version that only estimates a score.',
  })
  probabilityAtLeast(
    @Arg('grade', () => Int, { description: 'From 0 to 10.' }) grade: number,
  ): number | null {
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

  @Extensions({ readsFrom: 'interval', needsRun: true } satisfies PlainField)
  @Field(() => GradeInterval, {
    description:
      'How sure the grade is: the shortest run of neighbouring grades, around `quality`, that holds the true grade with this confidence. A higher confidence never gives a narrower one.',
  })
  interval(
    @Arg('confidence', () => Float, {
      nullable: true,
      defaultValue: DEFAULT_CONFIDENCE,
      description: 'Above 0, and below 1 by as much as the calibration wines can tell.',
    })
    given: number | null,
  ): Plain<GradeInterval> {
    const confidence = given ?? DEFAULT_CONFIDENCE;
    return { ...this.scored.interval(this.row, confidence), confidence };
  }

  @Field(() => [PreparedFeature], {
    description: 'Each measurement as the model gets it, and its place among the training wines.',
  })
  get features(): Plain<PreparedFeature>[] {
    return preparedFeatures(this.scored.version, this.wine);
  }

  @Extensions({ price: (_args, { explanation }) => explanation } satisfies PricedField)
  @Field(() => Explanation, { description: 'Why the score is what it is, by measurement.' })
  async explanation(): Promise<Plain<Explanation>> {
    return explanationOf(await this.inquiries.explanations(), this.wine, this.row);
  }

  @Extensions({ price: ({ steps }) => Number(steps ?? DEFAULT_STEPS) } satisfies PricedField)
  @Field(() => [SensitivityPoint], {
    description:
      'The answers along one measurement, the other ten held: evenly spaced values with both ends.',
  })
  async sensitivity(
    @Args(() => SensitivityArguments) args: SensitivityArguments,
  ): Promise<Plain<SensitivityPoint>[]> {
    const curves = await this.inquiries.sensitivity({
      feature: WINE_FEATURES.indexOf(args.feature),
      from: args.from ?? undefined,
      to: args.to ?? undefined,
      steps: args.steps ?? DEFAULT_STEPS,
    });
    return curveOf(curves, this.row);
  }

  @Extensions({ price: () => 1 } satisfies PricedField)
  @Field(() => Prediction, {
    description:
      'The prediction for the wine with these measurements changed. It is checked like any wine: one that cannot exist is an error with its faults.',
  })
  async whatIf(
    @Arg('changes', () => WineChangesInput, { description: 'The new values.' })
    changes: WineChangesInput,
  ): Promise<Prediction> {
    const { admitted, inquiries } = this.inquiries.whatIf(readChanges(changes));
    const row = admitted.rowOf(this.row);
    if (row < 0) throw admitted.refusalOf(this.row);
    await admitted.scored.load();
    return new Prediction(admitted.scored, row, this.model, inquiries);
  }

  @Extensions({ price: priceOfImprovement } satisfies PricedField)
  @Field(() => Improvement, {
    nullable: true,
    description:
      'The smallest change found that lifts the grade to the target, within the training ranges; null when none was found, without changes when the wine is there already. What the model would answer, not what the cellar will do.',
  })
  async improvement(
    @Arg('targetQuality', () => Int, { description: 'The grade to reach.' }) targetQuality: number,
    @Arg('adjustable', () => [WineFeature], {
      nullable: true,
      description:
        'The measurements that may change; what a winemaker can adjust when it is not given, which leaves out alcohol, density and fixed acidity.',
    })
    adjustable: WineFeatureName[] | null,
  ): Promise<Plain<Improvement> | null> {
    const places = adjustable?.map((name) => WINE_FEATURES.indexOf(name)) ?? ADJUSTABLE_PLACES;
    const all = await this.inquiries.improvements({
      targetQuality,
      adjustable: [...new Set(places)].sort((a, b) => a - b),
    });
    const found = all[this.row];
    if (!found) return null;
    return {
      changes: changesOf(found.moves, this.wine),
      distance: found.distance,
      prediction: new Prediction(
        found.scored,
        found.row,
        this.model,
        this.inquiries.about(found.scored),
      ),
    };
  }

  private get wine(): Float64Array {
    return wineAt(this.scored.wines.measurements, this.row);
  }
}
