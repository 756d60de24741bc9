import { roomForWines, WineBlock } from '../prediction/wine-block';
import { WIDTH, WINE_FIELDS } from '../wine-fields';

/** A wine as GraphQL's variables may hold it: an object of which nothing is known yet. */
type JsonWine = Readonly<Record<string, unknown>>;

/**
 * Checks a variable of the type `[WineInput!]!` or `WineInput!` as GraphQL's input coercion would
 * (spec, section 3.10) and packs it, in one pass. A block that is already packed is taken as it is.
 *
 * @returns undefined for whatever GraphQL would refuse: saying why is GraphQL's affair.
 */
export function packJsonWines(value: unknown): WineBlock | undefined {
  if (value instanceof WineBlock) return value;
  // GraphQL takes a single value for a list of one.
  const wines: readonly unknown[] = Array.isArray(value) ? value : [value];
  const measurements = roomForWines(wines.length);
  let ids: (string | null)[] = [];
  for (let row = 0; row < wines.length; row++) {
    const wine = wines[row];
    if (typeof wine !== 'object' || wine === null || Array.isArray(wine)) return undefined;
    if (!packWine(wine as JsonWine, measurements, row * WIDTH)) return undefined;
    const id = coerceId((wine as JsonWine)['id']);
    if (id === undefined) return undefined;
    if (id === null) continue;
    if (ids.length === 0) ids = new Array<string | null>(wines.length).fill(null);
    ids[row] = id;
  }
  return new WineBlock(wines.length, measurements, ids);
}

/** Variables as they came: packed wines as the objects that they were, for GraphQL to look at. */
export function unpackVariables(variables: Readonly<Record<string, unknown>>): JsonWine {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      value instanceof WineBlock ? unpackWines(value) : value,
    ]),
  );
}

function unpackWines({ rows, measurements, ids }: WineBlock): JsonWine[] {
  return Array.from({ length: rows }, (_, row) => {
    const wine: Record<string, unknown> = {};
    WINE_FIELDS.forEach((field, i) => (wine[field] = measurements[row * WIDTH + i]));
    return ids[row] == null ? wine : { ...wine, id: ids[row] };
  });
}

function packWine(wine: JsonWine, measurements: Float64Array, at: number): boolean {
  let i = at;
  for (const field of WINE_FIELDS) {
    const value = wine[field];
    if (typeof value !== 'number' || !Number.isFinite(value)) return false;
    measurements[i++] = value;
  }
  let unknown = -WIDTH;
  for (const key in wine) if (key !== 'id') unknown++;
  return unknown === 0;
}

/** As `ID` coerces: text, or a whole number; null where there is none, undefined where it is neither. */
function coerceId(id: unknown): string | null | undefined {
  if (id === undefined || id === null) return null;
  if (typeof id === 'string') return id;
  return typeof id === 'number' && Number.isInteger(id) ? String(id) : undefined;
}
