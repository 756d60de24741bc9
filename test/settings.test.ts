import { describeSettings, readSettings, SettingsError } from '../src/settings';

describe('settings', () => {
  it('have a default each, so that an empty environment is enough', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({ HOST: '127.0.0.1', PORT: 4000, MAX_BATCH_ROWS: 10_000 });
    expect(settings.DEFAULT_VERSION).toBeUndefined();
  });

  it('are typed', () => {
    const settings = readSettings({ PORT: '8080', SANDBOX: 'false', DEFAULT_VERSION: '1' });
    expect(settings).toMatchObject({ PORT: 8080, SANDBOX: false, DEFAULT_VERSION: '1' });
  });

  it('take an empty variable for an unset one, as compose files pass them', () => {
    expect(readSettings({ PORT: '', DEFAULT_VERSION: '' })).toEqual(readSettings({}));
  });

  it('leave the IDEs off in production, unless they are set', () => {
    expect(readSettings({ NODE_ENV: 'production' })).toMatchObject({
      SANDBOX: false,
      GRAPHIQL: false,
    });
    expect(readSettings({ NODE_ENV: 'production', GRAPHIQL: 'true' })).toMatchObject({
      SANDBOX: false,
      GRAPHIQL: true,
    });
    expect(readSettings({})).toMatchObject({ SANDBOX: true, GRAPHIQL: true });
  });

  it('report all faults at once, with what was expected and what came', () => {
    const read = () => readSettings({ PORT: '70000', SANDBOX: 'yes', LOG_LEVEL: 'loud' });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(
      [
        'PORT: expected a whole number from 0 to 65535, but "70000" came',
        'SANDBOX: expected one of true, false, but "yes" came',
        'LOG_LEVEL: expected one of fatal, error, warn, info, debug, silent, but "loud" came',
      ].join('\n'),
    );
  });

  it.each(['-1', '1.5', '1e3', ' 80', '0x50', 'NaN'])('take no PORT of %j', (PORT) => {
    expect(() => readSettings({ PORT })).toThrow(
      `PORT: expected a whole number from 0 to 65535, but ${JSON.stringify(PORT)} came`,
    );
  });

  it.each(['http://issuer.example/jwks', 'ftp://issuer.example', 'javascript://x'])(
    'take no JWKS of %j',
    (JWKS) => {
      expect(() => readSettings({ JWKS, JWT_ISSUER: 'a', JWT_AUDIENCE: 'b' })).toThrow(
        'JWKS: expected a file or an https URL',
      );
    },
  );

  it('hold what belongs together against each other', () => {
    expect(() => readSettings({ JWKS: 'keys.json', JWT_ISSUER: 'a' })).toThrow(
      'JWT_AUDIENCE: expected with JWKS, but nothing came',
    );
    expect(() => readSettings({ PROTECT_METRICS: 'true' })).toThrow(
      'PROTECT_METRICS: expected API_KEYS_FILE or JWKS with it, but neither came',
    );
  });

  it.each([
    ['CORS_ORIGINS', '*', 'expected origins as https://app.example'],
    ['CORS_ORIGINS', 'https://app.example/', 'expected origins as https://app.example'],
    ['TRUST_PROXY', 'true', 'expected addresses or networks of proxies'],
    ['TRUST_PROXY', '1', 'expected addresses or networks of proxies'],
  ])('take no %s of %j', (name, value, message) => {
    expect(() => readSettings({ [name]: value })).toThrow(
      `${name}: ${message}, with commas between them, but "${value}" came`,
    );
  });

  it('are stricter in production where nothing else is said', () => {
    const NODE_ENV = 'production';
    expect(readSettings({ NODE_ENV })).toMatchObject({ INTROSPECTION: false, SANDBOX: false });
    expect(readSettings({ NODE_ENV, INTROSPECTION: 'true', SANDBOX: '' })).toMatchObject({
      INTROSPECTION: true,
      SANDBOX: false,
    });
  });

  it('are all described, with folders relative to the project', () => {
    const described = describeSettings();
    expect(described.map(({ name }) => name)).toEqual(expect.arrayContaining(['PORT', 'SANDBOX']));
    expect(described.every(({ description }) => description.length > 10)).toBe(true);
    expect(described.find(({ name }) => name === 'MODELS_DIR')?.defaultValue).toBe('models');
  });
});
