import {
  EXAMPLES,
  toMeasurements,
  toWine,
  WINE_FIELDS,
  type Wine,
  type WineField,
} from '../wine/wine';

/** The page's views. */
export const VIEWS = ['wine', 'table', 'model'] as const;

/** One of the page's views. */
export type View = (typeof VIEWS)[number];

/** Everything that a link to the page says. */
export interface Place {
  readonly view: View;
  readonly wine: Wine;
  /** The wine that the other one is compared with. */
  readonly other: Wine | null;
  /** The measurement whose curve is shown. */
  readonly curve: WineField;
}

/** Where the page opens without anything in its address. */
export const START: Place = {
  view: 'wine',
  wine: EXAMPLES.middling,
  other: null,
  curve: 'alcohol',
};

/**
 * Reads the part of an address after `#`, where the wine stands so that no server or proxy sees it
 * in a link. What cannot be read is as at the start.
 */
export function readAddress(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?');
  const search = new URLSearchParams(query);
  const curve = search.get('curve');
  return {
    view: VIEWS.find((view) => view === path) ?? START.view,
    wine: readWine(search.get('wine')) ?? START.wine,
    other: readWine(search.get('with')),
    curve: WINE_FIELDS.find((field) => field === curve) ?? START.curve,
  };
}

/** The address of a place, from `#` on. */
export function writeAddress({ view, wine, other, curve }: Place): string {
  const parts = [`wine=${toMeasurements(wine).join(',')}`];
  if (other) parts.push(`with=${toMeasurements(other).join(',')}`);
  if (curve !== START.curve) parts.push(`curve=${curve}`);
  return `#/${view}?${parts.join('&')}`;
}

function readWine(text: string | null): Wine | null {
  const parts = text?.split(',') ?? [];
  const measurements = parts.map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (measurements.length !== WINE_FIELDS.length || !measurements.every(Number.isFinite))
    return null;
  return toWine(measurements);
}
