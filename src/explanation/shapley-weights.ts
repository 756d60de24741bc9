/**
 * The share of one player of a game that pays 1 exactly when p players are in and n others are out:
 * Lundberg et al. 2020, "From local explanations to global understanding with explainable AI for
 * trees", Nature Machine Intelligence 2, Methods (interventional TreeSHAP).
 *
 * @returns for each of the p the share `(p-1)! n! / (p+n)!`, for each of the n `-p! (n-1)! / (p+n)!`,
 *   both at `p + stride * n`; 0 where there is no such player
 */
export function conjunctionShares(players: number) {
  const stride = players + 1;
  const shareIn = new Float64Array(stride * stride);
  const shareOut = new Float64Array(stride * stride);
  for (let p = 0; p <= players; p++) {
    for (let n = 0; n + p <= players; n++) {
      // (p-1)! n! / (p+n)! = 1 / (p × binomial(p+n, n)), where no factorial gets large.
      if (p > 0) shareIn[p + stride * n] = 1 / (p * binomial(p + n, n));
      if (n > 0) shareOut[p + stride * n] = -1 / (n * binomial(p + n, n));
    }
  }
  return { stride, shareIn, shareOut };
}

/**
 * The weights of Shapley 1953, "A value for n-person games": what a player adds to a coalition of s
 * others counts `s! (players-s-1)! / players!`.
 *
 * @returns one weight for each s below `players`
 */
export function coalitionWeights(players: number): Float64Array {
  return Float64Array.from({ length: players }, (_, s) => 1 / (players * binomial(players - 1, s)));
}

function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}
