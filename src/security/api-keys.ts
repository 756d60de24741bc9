import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { readConfiguredFile } from './configured-file';

/** What a key's file says of one key. */
export interface ApiKey {
  readonly name: string;
  readonly requestsPerMinute?: number | undefined;
  /** In the units of `extensions.cost`. */
  readonly costPerMinute?: number | undefined;
}

interface HashedKey extends ApiKey {
  readonly digest: Buffer;
}

const perMinute = z.int().min(1).optional();

const file = z.strictObject({
  keys: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        sha256: z.string().regex(/^[\da-f]{64}$/, 'expected 64 hexadecimal digits'),
        requestsPerMinute: perMinute,
        costPerMinute: perMinute,
      }),
    )
    .refine((keys) => new Set(keys.map(({ name }) => name)).size === keys.length, {
      error: 'expected names that differ',
    }),
});

/**
 * The known API keys. A key is 256 random bits (`npm run api-key`), so that SHA-256 is enough to keep
 * it: there is nothing to guess that a slow hash would protect.
 */
export class ApiKeys {
  private readonly keys: readonly HashedKey[];

  /** @throws ConfigurationError when the file is not what `npm run api-key` writes. */
  constructor(path: string) {
    this.keys = readConfiguredFile('API_KEYS_FILE', path, file).keys.map(({ sha256, ...key }) => ({
      ...key,
      digest: Buffer.from(sha256, 'hex'),
    }));
  }

  /** All keys, without what would let one be recognised. */
  all(): readonly ApiKey[] {
    return this.keys;
  }

  /** The key that was presented; every one is compared, each in constant time. */
  find(presented: string): ApiKey | undefined {
    const digest = createHash('sha256').update(presented).digest();
    let found: ApiKey | undefined;
    for (const key of this.keys) if (timingSafeEqual(key.digest, digest)) found = key;
    return found;
  }
}
