import { createHash } from 'node:crypto';

/**
 * Whether the canary answers: the same for the same key at the same share, and for a higher share
 * whenever it is for a lower one. The first 32 bits of the key's SHA-256, as a share of 2³², must be
 * below the share.
 *
 * @param key what requests of one caller have in common, or the wines.
 * @param share from 0, none, to 1, all.
 */
export function goesToCanary(key: string | Float64Array, share: number): boolean {
  const bytes = createHash('sha256').update(key).digest();
  return bytes.readUInt32BE(0) / 2 ** 32 < share;
}
