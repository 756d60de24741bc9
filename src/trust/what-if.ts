import { WineBlock } from '../prediction/wine-block';
import { WIDTH } from '../wine-fields';

/** New values by the measurements' order; undefined where a measurement stays. */
export type WineChanges = readonly (number | undefined)[];

/** The same wines with these measurements changed; the very block when nothing changes. */
export function changeWines(wines: WineBlock, changes: WineChanges): WineBlock {
  if (changes.every((value) => value === undefined)) return wines;
  const measurements = wines.measurements.slice();
  for (let at = 0; at < measurements.length; at += WIDTH) {
    changes.forEach((value, i) => {
      if (value !== undefined) measurements[at + i] = value;
    });
  }
  return new WineBlock(wines.rows, measurements, wines.ids);
}
