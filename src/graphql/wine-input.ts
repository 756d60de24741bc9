import { Field, Float, ID, InputType } from 'type-graphql';
import { roomForWines, WineBlock } from '../prediction/wine-block';
import { WINE_FIELDS } from '../wine-fields';

// The measurements' descriptions (meaning, unit, ranges) come from the feature table: see
// describe-features.ts.
@InputType({
  description: 'The laboratory measurements of one red wine. All eleven are needed for a grade.',
})
export class WineInput {
  @Field(() => ID, {
    nullable: true,
    description: "The caller's own reference, echoed as `Prediction.wineId`.",
  })
  id?: string | null;

  @Field(() => Float)
  fixedAcidity!: number;

  @Field(() => Float)
  volatileAcidity!: number;

  @Field(() => Float)
  citricAcid!: number;

  @Field(() => Float)
  residualSugar!: number;

  @Field(() => Float)
  chlorides!: number;

  @Field(() => Float)
  freeSulfurDioxide!: number;

  @Field(() => Float)
  totalSulfurDioxide!: number;

  @Field(() => Float)
  density!: number;

  @Field(() => Float)
  pH!: number;

  @Field(() => Float)
  sulphates!: number;

  @Field(() => Float)
  alcohol!: number;
}

/** Packs wines, whose types GraphQL has checked, into one block in the order sent. */
export function packWines(wines: readonly WineInput[]): WineBlock {
  const measurements = roomForWines(wines.length);
  let at = 0;
  for (const wine of wines) {
    for (const field of WINE_FIELDS) measurements[at++] = wine[field];
  }
  return new WineBlock(wines.length, measurements, idsOf(wines));
}

/** The wines' references by row; empty when none has one. */
function idsOf(wines: readonly { readonly id?: string | null }[]): (string | null)[] {
  return wines.some(({ id }) => id != null) ? wines.map(({ id }) => id ?? null) : [];
}
