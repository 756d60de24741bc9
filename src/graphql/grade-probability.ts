import { Field, Float, Int, ObjectType } from 'type-graphql';
import { type ScoredWines } from '../prediction/scored-wines';

@ObjectType({ simpleResolvers: true, description: 'The probability of one grade.' })
export class GradeProbability {
  constructor(grade: number, probability: number) {
    this.grade = grade;
    this.probability = probability;
  }

  @Field(() => Int, { description: 'From 0, very bad, to 10, excellent.' })
  readonly grade: number;

  @Field(() => Float, { description: 'From 0 to 1.' })
  readonly probability: number;
}

/** A wine's grade distribution; null for a version that only estimates a score. */
export function distributionOf(scored: ScoredWines, row: number): GradeProbability[] | null {
  const probabilities = scored.probabilities(row);
  if (!probabilities) return null;
  const { grades } = scored.version.output;
  return grades.map((grade, i) => new GradeProbability(grade, probabilities[i] as number));
}
