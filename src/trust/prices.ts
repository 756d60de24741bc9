import { type VersionExplainer } from '../explanation/version-explainer';
import { WIDTH } from '../wine-fields';
import { COARSE_VALUES } from './improvement-search';

/** What the costly questions about one wine cost for a version, in model rows. */
export interface TrustPrices {
  readonly explanation: number;
  /** By how many measurements may change. */
  readonly improvement: (adjustable: number) => number;
}

/**
 * What an explanation by trees costs in model rows, between what it takes for one wine alone and for
 * each of many: `npm run bench` holds prices against times. A line's costs as good as nothing.
 */
const EXPLANATION = { trees: 700, linear: 1 };

/** The prices of a version. */
export function pricesOf(
  { kind }: Pick<VersionExplainer, 'kind'>,
  references: number,
): TrustPrices {
  return {
    explanation: kind === 'coalitions' ? 2 ** WIDTH * references : EXPLANATION[kind],
    improvement(adjustable) {
      const pairs = (adjustable * (adjustable - 1)) / 2;
      return COARSE_VALUES * adjustable + COARSE_VALUES ** 2 * pairs;
    },
  };
}
