import { renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { AUDIENCE, ISSUER, newApiKey, newIssuer } from '../../support/credentials';
import { startGateway, type TestGateway } from '../../support/gateway';
import { readMetrics } from '../../support/metrics';
import { TemporaryFolder } from '../../support/temporary';
import { FIRST_WINE } from '../../support/wines';

const QUERY = 'query ($wine: WineInput!) { predict(wine: $wine) { quality } }';
const OPERATION = { query: QUERY, variables: { wine: FIRST_WINE } };
const RELOADS = 'provador_key_reloads_total';

describe('files of keys that are read again', () => {
  const old = newApiKey('old');
  const kept = newApiKey('kept');
  const fresh = newApiKey('fresh');
  const shop = newApiKey('shop', { requestsPerMinute: 3 });
  const press = newApiKey('press', { costPerMinute: 4 });
  let folder: TemporaryFolder;
  let gateway: TestGateway;
  let issuer: Awaited<ReturnType<typeof newIssuer>>;
  const write = (...keys: (typeof old)[]) =>
    folder.write('keys.json', { keys: keys.map(({ entry }) => entry) });
  beforeEach(async () => {
    folder = new TemporaryFolder();
    issuer = await newIssuer();
    gateway = await startGateway({
      WORKERS: '0',
      API_KEYS_FILE: write(old, kept, shop, press),
      JWKS: folder.write('jwks.json', issuer.keySet),
      JWT_ISSUER: ISSUER,
      JWT_AUDIENCE: AUDIENCE,
    });
  });
  afterEach(async () => {
    await gateway.stop();
    folder.remove();
  });
  const ask = async (headers: Record<string, string>) =>
    (await gateway.post('/graphql', OPERATION, headers)).status;
  const askBy = ({ key }: typeof old) => ask({ 'x-api-key': key });
  const askWithToken = async (from: typeof issuer) =>
    ask({ authorization: `Bearer ${await from.sign({})}` });

  it('refuse what was taken out and know what was put in, under load', async () => {
    // Whether the reload had ended when a request was sent, and what came of it.
    const outcomes: [key: string, isAfter: boolean, status: number][] = [];
    let isAfter = false;
    let enough = false;
    const client = async (name: string, key: typeof old) => {
      while (!enough) {
        const sentAfter = isAfter;
        outcomes.push([name, sentAfter, await askBy(key)]);
      }
    };
    const asked = (count: number, after: boolean) => async () => {
      const of = (name: string) =>
        outcomes.filter(([key, was]) => key === name && was === after).length;
      while (Math.min(of('old'), of('kept'), of('fresh')) < count) await askBy(kept);
    };
    const clients = [client('old', old), client('kept', kept), client('fresh', fresh)];
    await asked(10, false)();
    write(kept, fresh, shop, press);
    await gateway.reload();
    isAfter = true;
    await asked(10, true)();
    enough = true;
    await Promise.all(clients);

    const statuses = (name: string, after: boolean) => [
      ...new Set(
        outcomes.flatMap(([key, was, status]) => (key === name && was === after ? [status] : [])),
      ),
    ];
    expect(statuses('kept', false)).toEqual([200]);
    expect(statuses('kept', true)).toEqual([200]);
    expect(statuses('old', true)).toEqual([401]);
    expect(statuses('fresh', true)).toEqual([200]);
    // A request on its way while the files are read may be judged by either.
    expect(statuses('old', false)[0]).toBe(200);
    expect(statuses('fresh', false)[0]).toBe(401);
    const metrics = await readMetrics(gateway);
    expect(metrics.by(RELOADS, 'outcome')).toEqual({ success: 1, failure: 0 });
  });

  it('leave keys that stay with what they have used up, and new limits begin anew', async () => {
    expect([await askBy(shop), await askBy(shop)]).toEqual([200, 200]);
    for (let i = 0; i < 4; i++) expect(await askBy(press)).toBe(200);
    write(kept, shop, press);
    await gateway.reload();
    expect([await askBy(shop), await askBy(shop)]).toEqual([200, 429]);
    expect(await askBy(press)).toBe(429);

    const generous = { ...shop, entry: { ...shop.entry, requestsPerMinute: 5 } };
    // The secret behind a name may change, and the name goes on as it was.
    const renewed = newApiKey('press', { costPerMinute: 4 });
    write(generous, renewed);
    await gateway.reload();
    expect(await askBy(shop)).toBe(200);
    expect([await askBy(press), await askBy(renewed)]).toEqual([401, 429]);
  });

  it.each([
    ['no JSON', '{"keys":', /keys\.json: expected JSON$/],
    ['not what it should be', { keys: [{ name: 'x' }] }, /keys\.json: keys\.0\.sha256: /],
  ])(
    'that are %s leave everything as it is, which the log and a metric tell',
    async (_, content, reason) => {
      const other = await newIssuer();
      folder.write('keys.json', content);
      folder.write('jwks.json', other.keySet);
      await gateway.reload();
      expect([await askBy(old), await askBy(fresh)]).toEqual([200, 401]);
      // One file of two is read as little as none.
      expect([await askWithToken(issuer), await askWithToken(other)]).toEqual([200, 401]);
      const told = gateway.logs
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter(({ msg }) => msg === 'the keys could not be read; those before stay');
      expect(told).toMatchObject([{ reason: expect.stringMatching(reason) as string }]);
      const metrics = await readMetrics(gateway);
      expect(metrics.by(RELOADS, 'outcome')).toEqual({ success: 0, failure: 1 });
      write(fresh);
      await gateway.reload();
      expect([await askBy(old), await askBy(fresh)]).toEqual([401, 200]);
    },
  );

  it('that are gone leave everything as it is', async () => {
    rmSync(path.join(folder.path, 'jwks.json'));
    await gateway.reload();
    expect(await askWithToken(issuer)).toBe(200);
    expect(gateway.logs.join('')).toContain(
      'jwks.json: expected a file that can be read, but ENOENT came',
    );
  });

  it('replace the key set of tokens as well', async () => {
    const other = await newIssuer();
    expect([await askWithToken(issuer), await askWithToken(other)]).toEqual([200, 401]);
    folder.write('jwks.json', other.keySet);
    await gateway.reload();
    expect([await askWithToken(issuer), await askWithToken(other)]).toEqual([401, 200]);
  });
});

describe('files of keys that are watched', () => {
  it('are read again when they are replaced, also where a link on their way moves', async () => {
    const folder = new TemporaryFolder();
    const first = newApiKey('first');
    const second = newApiKey('second');
    const third = newApiKey('third');
    const write = (name: string, { entry }: typeof first) => folder.write(name, { keys: [entry] });
    // As Kubernetes mounts a secret: the file is a link, through another that moves.
    const data = path.join(folder.path, 'data.json');
    const file = path.join(folder.path, 'keys.json');
    symlinkSync(write('one.json', first), data);
    symlinkSync(data, file);
    const gateway = await startGateway({
      WORKERS: '0',
      WATCH_MODELS: 'true',
      API_KEYS_FILE: file,
    });
    const ask = async ({ key }: typeof first) =>
      (await gateway.post('/graphql', OPERATION, { 'x-api-key': key })).status;
    expect([await ask(first), await ask(second)]).toEqual([200, 401]);

    symlinkSync(write('two.json', second), `${data}.new`);
    renameSync(`${data}.new`, data);
    await gateway.logged('"msg":"keys read again"');
    expect([await ask(first), await ask(second)]).toEqual([401, 200]);

    gateway.logs.length = 0;
    unlinkSync(file);
    renameSync(write('three.json', third), file);
    await gateway.logged('"msg":"keys read again"');
    expect([await ask(second), await ask(third)]).toEqual([401, 200]);
    await gateway.stop();
    folder.remove();
  });
});
