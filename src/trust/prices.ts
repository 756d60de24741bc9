import { type VersionExplainer } from '../explanation/version-explainer';
import { type TrustPrices } from '../serving/served-version';
import { WIDTH } from '../wine-fields';
import { COARSE_VALUES } from './improvement-search';

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
