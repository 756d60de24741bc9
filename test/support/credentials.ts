import { createHash, randomBytes } from 'node:crypto';

/** An API key as `npm run api-key` makes it, and its entry in the keys' file. */
export function newApiKey(name: string, limits: Readonly<Record<string, number>> = {}) {
  const key = `pvd_${randomBytes(32).toString('base64url')}`;
  const sha256 = createHash('sha256').update(key).digest('hex');
  return { key, entry: { name, sha256, ...limits } };
}

/** An issuer of tokens: its public key set, and tokens as it signs them. */
export async function newIssuer() {
  const jose = await import('jose');
  const { publicKey, privateKey } = await jose.generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await jose.exportJWK(publicKey)), kid: 'one', alg: 'ES256' };
  return {
    keySet: { keys: [jwk] },
    privateJwk: { ...(await jose.exportJWK(privateKey)), kid: 'one' },
    sign: (claims: Readonly<Record<string, unknown>>, header = {}) =>
      new jose.SignJWT({
        iss: ISSUER,
        aud: AUDIENCE,
        sub: 'winery-7',
        exp: Math.floor(Date.now() / 1000) + 600,
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', kid: 'one', ...header })
        .sign(privateKey),
  };
}

export const ISSUER = 'https://issuer.example';
export const AUDIENCE = 'provador';
