import { pino } from 'pino';
import { REDACTED } from '../../../src/observability/logger';
import { AUDIENCE, ISSUER, newApiKey, newIssuer } from '../../support/credentials';
import { startGateway } from '../../support/gateway';
import { TemporaryFolder } from '../../support/temporary';
import { FIRST_RECORD, FIRST_WINE, operation } from '../../support/wines';

describe('the log', () => {
  it('has no key, no token and no measurement, whatever was asked and however it went', async () => {
    const folder = new TemporaryFolder();
    const { key, entry } = newApiKey('cellar', { requestsPerMinute: 12 });
    const issuer = await newIssuer();
    const gateway = await startGateway({
      LOG_LEVEL: 'debug',
      API_KEYS_FILE: folder.write('keys.json', { keys: [entry] }),
      JWKS: folder.write('jwks.json', issuer.keySet),
      JWT_ISSUER: ISSUER,
      JWT_AUDIENCE: AUDIENCE,
    });
    const good = await issuer.sign({ sub: 'winery-7' });
    const forged = `${good.slice(0, -4)}AAAA`;
    const wine = { ...FIRST_WINE, density: 0.99765432 };
    const record = { ...FIRST_RECORD, density: 0.99765432 };
    const bodies: [string, unknown][] = [
      ['/graphql', { query: operation('predict'), variables: { wine } }],
      [
        '/graphql',
        { query: operation('predict'), variables: { wine: { ...wine, pH: 14.123456 } } },
      ],
      [
        '/graphql',
        { query: operation('predict'), variables: { wine: { ...wine, pH: 'a-123456' } } },
      ],
      ['/graphql', { query: '{ predict(wine: { pH: 3.123456 }) { quality } }' }],
      ['/graphql', '{"variables":{"wine":{"pH":3.123456'],
      ['/predict', { ...record, pH: 14.123456 }],
      ['/predict?pH=3.123456', '[3.123456'],
    ];
    for (const [path, body] of bodies) {
      for (const headers of [
        { 'x-api-key': key },
        { authorization: `Bearer ${good}` },
        { authorization: `Bearer ${forged}` },
        { 'x-api-key': `${key}x` },
      ] as Record<string, string>[]) {
        await gateway.post(path, body, headers);
      }
    }
    for (let i = 0; i < 12; i++) await gateway.post('/predict', record, { 'x-api-key': key });
    await gateway.stop();
    folder.remove();

    const log = gateway.logs.join('');
    expect(log).toContain('"client":"key cellar"');
    expect(log).toContain('"client":"token winery-7"');
    expect(log).toContain('RATE_LIMITED');
    expect(log).toContain('UNAUTHENTICATED');
    for (const secret of [
      key,
      entry.sha256,
      good,
      forged,
      good.split('.')[2] ?? '',
      '123456',
      '0.99765432',
    ]) {
      expect(log).not.toContain(secret);
    }
  });

  it('would not show them if a line took up the headers of a request', () => {
    const lines: string[] = [];
    const log = pino({ redact: REDACTED }, { write: (line: string) => void lines.push(line) });
    const headers = { authorization: 'Bearer s3cret', 'x-api-key': 's3cret', accept: 'a/b' };
    log.info(headers);
    log.info({ headers });
    log.info({ req: { headers } });
    expect(lines.join('')).not.toContain('s3cret');
    expect(lines.join('')).toContain('a/b');
  });
});
