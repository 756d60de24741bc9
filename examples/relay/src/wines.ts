import { type WineInput } from './__generated__/tastingQuery.graphql';

const plain: WineInput = {
  id: 'lot-1',
  fixedAcidity: 7.5,
  volatileAcidity: 0.62,
  citricAcid: 0.1,
  residualSugar: 2,
  chlorides: 0.08,
  freeSulfurDioxide: 14,
  totalSulfurDioxide: 45,
  density: 0.9975,
  pH: 3.4,
  sulphates: 0.57,
  alcohol: 9.6,
};

export const wines: WineInput[] = [
  plain,
  { ...plain, id: 'lot-2', sulphates: 0.8, alcohol: 15.5 },
  // Cannot exist: it is rejected, and costs the others nothing.
  { ...plain, id: 'lot-3', pH: 14.5 },
];
