import path from 'node:path';
import { type z } from 'zod';
import { packageRoot, settingsTable } from './settings/table';

/** What one setting asks of another, checked once each is right by itself. */
const consistent = settingsTable.superRefine((settings, context) => {
  const need = (isMet: boolean, message: string) => {
    if (!isMet) context.addIssue({ code: 'custom', message });
  };
  const { API_KEYS_FILE, JWKS, JWT_ISSUER, JWT_AUDIENCE, PROTECT_METRICS } = settings;
  // A token for someone else's service, of the same issuer, must not open this one.
  need(!JWKS || JWT_ISSUER !== undefined, 'JWT_ISSUER: expected with JWKS, but nothing came');
  need(!JWKS || JWT_AUDIENCE !== undefined, 'JWT_AUDIENCE: expected with JWKS, but nothing came');
  need(
    !PROTECT_METRICS || API_KEYS_FILE !== undefined || JWKS !== undefined,
    'PROTECT_METRICS: expected API_KEYS_FILE or JWKS with it, but neither came',
  );
});

/** What is off in production unless it is asked for: it tells strangers how the gateway is made. */
const PRODUCTION = { INTROSPECTION: 'false', SANDBOX: 'false', GRAPHIQL: 'false' };

/** The process's settings, by the names of their environment variables. */
export type Settings = Readonly<z.infer<typeof settingsTable>>;

/** The environment does not say what it should; the message has a line for each fault. */
export class SettingsError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'SettingsError';
  }
}

/**
 * Reads the settings from environment variables. An empty variable is an unset one. With
 * `NODE_ENV=production` the IDEs are off unless they are set.
 *
 * @throws SettingsError with all faults at once.
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const set = Object.entries(environment).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const defaults = environment['NODE_ENV'] === 'production' ? PRODUCTION : {};
  const result = consistent.safeParse({ ...defaults, ...Object.fromEntries(set) });
  if (!result.success) {
    throw new SettingsError(result.error.issues.map(({ message }) => message));
  }
  return result.data;
}

/** A setting as documentation shows it. */
export interface SettingDescription {
  readonly name: string;
  readonly defaultValue: string;
  readonly description: string;
}

/** Every setting, in the order of its declaration; folders relative to the package. */
export function describeSettings(): SettingDescription[] {
  const defaults = readSettings({});
  return Object.entries(settingsTable.shape).map(([name, { description }]) => {
    const value = defaults[name as keyof Settings];
    const text = String(value ?? '');
    return {
      name,
      defaultValue: path.isAbsolute(text) ? path.relative(packageRoot, text) : text,
      description: description ?? '',
    };
  });
}
