import { type ModelQuery } from '../gql/graphql';
import { type WineField } from './wine';

/** A measurement with its meaning and ranges, as the gateway's default version knows it. */
export type Feature = ModelQuery['model']['features'][number] & { readonly field: WineField };

/** A slider's range and step; the range that the model was trained on lies within it. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Digits after the decimal point that laboratories give. */
  readonly digits: number;
}

const DIGITS: Readonly<Record<WineField, number>> = {
  fixedAcidity: 1,
  volatileAcidity: 2,
  citricAcid: 2,
  residualSugar: 1,
  chlorides: 3,
  freeSulfurDioxide: 0,
  totalSulfurDioxide: 0,
  density: 4,
  pH: 2,
  sulphates: 2,
  alcohol: 1,
};

/** How far beyond the training range a slider goes, as a share of that range. */
const BEYOND = 0.12;

/** The slider of a measurement: a little beyond the training range, within what is accepted. */
export function scaleOf(feature: Feature): Scale {
  const { acceptedMin, acceptedMax, trainingMin, trainingMax, field } = feature;
  const digits = DIGITS[field];
  const step = 10 ** -digits;
  const beyond = (trainingMax - trainingMin) * BEYOND;
  const min = Math.max(acceptedMin, Math.floor((trainingMin - beyond) / step) * step);
  const max = Math.min(acceptedMax, Math.ceil((trainingMax + beyond) / step) * step);
  return { min: round(min, digits), max: round(max, digits), step, digits };
}

/** A value's place on a slider, from 0 to 1. */
export function placeOn({ min, max }: Scale, value: number): number {
  return Math.min(1, Math.max(0, (value - min) / (max - min)));
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
