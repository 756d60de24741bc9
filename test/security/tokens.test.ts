import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createTokenVerifier } from '../../src/security/tokens';
import { AUDIENCE, ISSUER, newIssuer } from '../support/credentials';
import { TemporaryFolder } from '../support/temporary';

describe('tokens', () => {
  const folder = new TemporaryFolder();
  let issuer: Awaited<ReturnType<typeof newIssuer>>;
  let verify: ReturnType<typeof createTokenVerifier>;
  beforeAll(async () => {
    issuer = await newIssuer();
    const jwks = folder.write('jwks.json', issuer.keySet);
    verify = createTokenVerifier({ jwks, issuer: ISSUER, audience: AUDIENCE });
  });
  afterAll(() => {
    folder.remove();
  });

  it('speak for their subject', async () => {
    expect(await verify(await issuer.sign({}))).toBe('winery-7');
  });

  const past = Math.floor(Date.now() / 1000) - 60;
  it.each([
    ['of another issuer', { iss: 'https://other.example' }],
    ['for another audience', { aud: 'another-service' }],
    ['that have run out', { exp: past }],
    ['that do not hold yet', { nbf: past + 3600 }],
    ['without an end', { exp: undefined }],
    ['without a subject', { sub: undefined }],
  ])('are not believed %s', async (_, claims) => {
    expect(await verify(await issuer.sign(claims))).toBeUndefined();
  });

  it('are not believed when another key signed them', async () => {
    expect(await verify(await (await newIssuer()).sign({}))).toBeUndefined();
  });

  it('are not believed unsigned, nor signed with what is public', async () => {
    const [, payload = ''] = (await issuer.sign({})).split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    expect(await verify(`${encode({ alg: 'none' })}.${payload}.`)).toBeUndefined();
    const jose = await import('jose');
    const forged = await new jose.SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: 'a', exp: 1e10 })
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .sign(Buffer.from(JSON.stringify(issuer.keySet.keys[0])));
    expect(await verify(forged)).toBeUndefined();
  });

  it.each(['', 'a', 'a.b.c', '..', '{}', 'é.é.é', 'x'.repeat(10_000)])(
    'are not believed when they are none: %.10s',
    async (token) => {
      expect(await verify(token)).toBeUndefined();
    },
  );

  it('are checked with the key set of a URL', async () => {
    const server = createServer((_, response) => response.end(JSON.stringify(issuer.keySet)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const jwks = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    const remote = createTokenVerifier({ jwks, issuer: ISSUER, audience: AUDIENCE });
    expect(await remote(await issuer.sign({}))).toBe('winery-7');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));

    // The set cannot be had: that is not the token's fault.
    const cut = createTokenVerifier({ jwks, issuer: ISSUER, audience: AUDIENCE });
    await expect(cut(await issuer.sign({}))).rejects.toThrow();
  });

  it.each([
    ['a private key', () => ({ keys: [issuer.privateJwk] }), 'expected public keys'],
    ['a shared secret', () => ({ keys: [{ kty: 'oct', k: 'c2VjcmV0' }] }), 'keys.0.kty'],
    ['no key', () => ({ keys: [] }), 'keys'],
  ])('cannot be checked with %s', (_, keySet, message) => {
    const jwks = folder.write('other.json', keySet());
    const make = () => createTokenVerifier({ jwks, issuer: ISSUER, audience: AUDIENCE });
    expect(make).toThrow(`JWKS: ${jwks}: `);
    expect(make).toThrow(message);
  });
});
