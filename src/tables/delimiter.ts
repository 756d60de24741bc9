import { WINE_FIELDS } from '../wine-fields';
import { recogniseColumns } from './columns';

/** What may stand between a table's cells, the likeliest first. */
const DELIMITERS = [';', ',', '\t', '|'] as const;

/** One of the delimiters that tables are read with. */
export type Delimiter = (typeof DELIMITERS)[number];

/**
 * The delimiter of a table: the one with which most of its first line's cells are recognised, and
 * of equals the one that makes more cells.
 *
 * @param beginning of the table; its first line that is not blank must be whole.
 */
export function detectDelimiter(beginning: string): Delimiter {
  const firstLine = /[^\r\n]*/.exec(beginning.trimStart())?.[0] ?? '';
  let best: Delimiter = ',';
  let most = -1;
  for (const delimiter of DELIMITERS) {
    const cells = firstLine.split(delimiter);
    const known = WINE_FIELDS.length - recogniseColumns(cells).missing.length;
    const merit = known * 1000 + Math.min(cells.length, 999);
    if (merit <= most) continue;
    best = delimiter;
    most = merit;
  }
  return best;
}
