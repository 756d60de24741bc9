import { z } from 'zod';
import { readConfiguredFile } from './configured-file';

/** Whom a token speaks for (`sub`); undefined for a token that is not to be believed, whatever is wrong. */
export type VerifyToken = (token: string) => Promise<string | undefined>;

/** What a token must be signed with, and name. */
export interface TokenSettings {
  /** File or URL of the JSON Web Key Set (RFC 7517). */
  readonly jwks: string;
  readonly issuer: string;
  readonly audience: string;
}

/** Whether a key set is named by its URL. */
export function isFetched(jwks: string): boolean {
  return jwks.includes('://');
}

/** Signatures by key pairs only: with a shared secret, whoever can check tokens could make them. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

const keySet = z.object({
  keys: z
    .array(
      z
        .looseObject({ kty: z.enum(['RSA', 'EC', 'OKP']) })
        .refine((key) => !('d' in key), { error: 'expected public keys, but a private one came' }),
    )
    .min(1),
});

/**
 * Makes the check of bearer tokens (JWT, RFC 7519): signature, issuer, audience, and times. A set by
 * URL is fetched when the first token comes and again when an unknown key is named, at most every 30 s.
 *
 * @throws ConfigurationError when the set's file is not one of public keys.
 */
export function createTokenVerifier({ jwks, issuer, audience }: TokenSettings): VerifyToken {
  const local = isFetched(jwks) ? undefined : readConfiguredFile('JWKS', jwks, keySet);
  // It is an ES module, which older releases of Node 20 only import so.
  const ready = import('jose').then((jose) => ({
    jose,
    keys: local ? jose.createLocalJWKSet(local) : jose.createRemoteJWKSet(new URL(jwks)),
  }));
  return async (token) => {
    const { jose, keys } = await ready;
    try {
      const { payload } = await jose.jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: 5,
      });
      return payload.sub;
    } catch (error) {
      if (isTokensFault(error, jose.errors)) return undefined;
      throw error;
    }
  };
}

type JoseErrors = (typeof import('jose'))['errors'];

/** Whether it is the token that is wrong, and not the way to the key set. */
function isTokensFault(error: unknown, errors: JoseErrors): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== 'ERR_JOSE_GENERIC'
  );
}
