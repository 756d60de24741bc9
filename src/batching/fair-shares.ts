/**
 * Divides the rows of one run among requests that want `wanted[i]` each: everybody gets the same
 * share, nobody more than they want, and what small requests leave over is divided again. Odd rows
 * go to those who come first. (Known as max-min fairness.)
 *
 * @param wanted at least 1 each, and at most `room` requests: so everybody gets a row.
 */
export function fairShares(wanted: readonly number[], room: number): number[] {
  const shares = wanted.map(() => 0);
  let left = room;
  let unsatisfied = wanted.length;
  while (left > 0 && unsatisfied > 0) {
    // Less than a row each is left: one more for the first of them.
    const equal = Math.max(1, Math.floor(left / unsatisfied));
    unsatisfied = 0;
    for (let i = 0; i < shares.length; i++) {
      const missing = (wanted[i] as number) - (shares[i] as number);
      const more = Math.min(equal, missing, left);
      shares[i] = (shares[i] as number) + more;
      left -= more;
      if (more < missing) unsatisfied++;
    }
  }
  return shares;
}
