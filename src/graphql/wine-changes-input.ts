import { Field, Float, InputType } from 'type-graphql';
import { type WineChanges } from '../trust/what-if';
import { WINE_FIELDS } from '../wine-fields';

// The measurements' descriptions come from the feature table: see describe-features.ts.
@InputType({
  description: 'Other values for some of the measurements; what is not named stays as it is.',
})
export class WineChangesInput {
  @Field(() => Float, { nullable: true })
  fixedAcidity?: number | null;

  @Field(() => Float, { nullable: true })
  volatileAcidity?: number | null;

  @Field(() => Float, { nullable: true })
  citricAcid?: number | null;

  @Field(() => Float, { nullable: true })
  residualSugar?: number | null;

  @Field(() => Float, { nullable: true })
  chlorides?: number | null;

  @Field(() => Float, { nullable: true })
  freeSulfurDioxide?: number | null;

  @Field(() => Float, { nullable: true })
  totalSulfurDioxide?: number | null;

  @Field(() => Float, { nullable: true })
  density?: number | null;

  @Field(() => Float, { nullable: true })
  pH?: number | null;

  @Field(() => Float, { nullable: true })
  sulphates?: number | null;

  @Field(() => Float, { nullable: true })
  alcohol?: number | null;
}

/** The changes in the order of a block; null changes nothing, as absence does. */
export function readChanges(changes: WineChangesInput): WineChanges {
  return WINE_FIELDS.map((field) => changes[field] ?? undefined);
}
