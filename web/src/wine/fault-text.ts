import { useSpeech, type Speech } from '../words/language';
import { WINE_FIELDS } from './wine';

/** A fault, found by the gateway or in a table. */
interface AnyFault {
  readonly field: string;
  readonly code: string;
  readonly min?: number;
  readonly max?: number;
}

/** Puts faults into words. */
export type FaultText = (fault: AnyFault) => string;

/** Puts faults into words of the page's language. */
export function useFaultText(): FaultText {
  return faultTextIn(useSpeech());
}

/** The same in a given language. */
export function faultTextIn({ words, number }: Speech): FaultText {
  return ({ field, code, min = NaN, max = NaN }) => {
    const known = WINE_FIELDS.find((name) => name === field);
    const name = known ? words.fields[known].name : field;
    switch (code) {
      case 'UNPHYSICAL_VALUE':
        return words.faults.UNPHYSICAL_VALUE(name, number(min), number(max));
      case 'INCONSISTENT_VALUES':
        return words.faults.INCONSISTENT_VALUES(number(max));
      case 'MISSING_VALUE':
        return words.faults.MISSING_VALUE(name);
      case 'NOT_A_NUMBER':
        return words.faults.NOT_A_NUMBER(name);
      default:
        return `${name}: ${code}`;
    }
  };
}
