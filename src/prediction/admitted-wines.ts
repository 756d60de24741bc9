import { GatewayError } from '../errors';
import { type RejectedWine } from './faults';
import { type ScoredWines } from './scored-wines';

/** A list of wines after the check: those that the model may see, and what is wrong with the others. */
export class AdmittedWines {
  private readonly rowByIndex: Int32Array | undefined;

  /**
   * @param sent how many wines were sent.
   * @param scored the accepted ones, in the order sent.
   */
  constructor(
    readonly sent: number,
    readonly scored: ScoredWines,
    readonly rejected: readonly RejectedWine[],
  ) {
    if (rejected.length > 0) this.rowByIndex = rowsAfterRejection(sent, rejected);
  }

  /** The row in `scored` of the wine at `index` in the list that was sent; -1 where it was rejected. */
  rowOf(index: number): number {
    return this.rowByIndex ? (this.rowByIndex[index] ?? -1) : index;
  }

  /** What to tell someone who asked for one wine alone, which was rejected: `BAD_USER_INPUT` with its faults. */
  refusalOf(index: number): GatewayError {
    const faults = this.rejected.find((wine) => wine.index === index)?.faults ?? [];
    return new GatewayError('BAD_USER_INPUT', faults.map(({ message }) => message).join(' '), {
      faults,
    });
  }
}

function rowsAfterRejection(sent: number, rejected: readonly RejectedWine[]): Int32Array {
  const rows = new Int32Array(sent);
  for (const { index } of rejected) rows[index] = -1;
  let next = 0;
  for (let index = 0; index < sent; index++) if (rows[index] !== -1) rows[index] = next++;
  return rows;
}
