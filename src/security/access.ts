import { GatewayError } from '../errors';
import { type Settings } from '../settings';
import { Allowance } from './allowance';
import { ApiKeys } from './api-keys';
import { countedAddress } from './network-address';
import { createTokenVerifier, type VerifyToken } from './tokens';

/** What a request shows of whom it comes from. */
export interface Credentials {
  readonly apiKey: string | undefined;
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
  readonly address: string;
}

/** Whom a request comes from, as far as it matters: what may be asked for, and what the log says. */
export interface Client {
  /** `key NAME`, `token SUBJECT` or `address ADDRESS`; no secret. */
  readonly name: string;
  readonly allowance: Allowance;
}

/** Decides who may ask, and how much of it. */
export class Access {
  /** Whether a key or a token is wanted. */
  readonly isProtected: boolean;
  private readonly keys: ApiKeys | undefined;
  private readonly verifyToken: VerifyToken | undefined;
  /** Shared by all clients that have none of their own; counts each of them apart. */
  private readonly common: Allowance;
  private readonly own = new Map<string, Allowance>();

  /** @throws ConfigurationError when a file that the settings name is not what it has to be. */
  constructor(settings: Settings) {
    const { API_KEYS_FILE, JWKS, JWT_ISSUER = '', JWT_AUDIENCE = '' } = settings;
    const requestsPerMinute = settings.REQUESTS_PER_MINUTE;
    const costPerMinute = settings.COST_PER_MINUTE;
    this.common = new Allowance({ requestsPerMinute, costPerMinute });
    if (API_KEYS_FILE !== undefined) this.keys = new ApiKeys(API_KEYS_FILE);
    if (JWKS !== undefined) {
      this.verifyToken = createTokenVerifier({
        jwks: JWKS,
        issuer: JWT_ISSUER,
        audience: JWT_AUDIENCE,
      });
    }
    for (const key of this.keys?.all() ?? []) {
      const limits = {
        requestsPerMinute: key.requestsPerMinute ?? requestsPerMinute,
        costPerMinute: key.costPerMinute ?? costPerMinute,
      };
      this.own.set(key.name, new Allowance(limits));
    }
    this.isProtected = this.keys !== undefined || this.verifyToken !== undefined;
  }

  /** Whether requests are looked at here at all. */
  get isOn(): boolean {
    const { requestsPerMinute, costPerMinute } = this.common.limits;
    return this.isProtected || requestsPerMinute !== undefined || costPerMinute !== undefined;
  }

  /**
   * Finds out whom a request comes from and counts it.
   *
   * @throws GatewayError `UNAUTHENTICATED` without a key or token that is known, `RATE_LIMITED` when
   *   there were too many of this client. Wrong ones are counted by address.
   */
  async admit(credentials: Credentials): Promise<Client> {
    const client = this.isProtected
      ? await this.authenticate(credentials)
      : this.stranger(credentials);
    if (client) {
      await client.allowance.takeRequest(client.name);
      return client;
    }
    const { name, allowance } = this.stranger(credentials);
    await allowance.takeRequest(name);
    throw this.refusal(credentials);
  }

  private async authenticate({ apiKey, authorization }: Credentials): Promise<Client | undefined> {
    if (apiKey !== undefined && this.keys) {
      const key = this.keys.find(apiKey);
      const allowance = key && this.own.get(key.name);
      return key && allowance && { name: `key ${key.name}`, allowance };
    }
    const token = bearerOf(authorization);
    if (token === undefined || !this.verifyToken) return undefined;
    const subject = await this.verifyToken(token);
    return subject === undefined
      ? undefined
      : { name: `token ${subject.slice(0, 100)}`, allowance: this.common };
  }

  private stranger({ address }: Credentials): Client {
    return { name: `address ${countedAddress(address)}`, allowance: this.common };
  }

  private refusal({ apiKey, authorization }: Credentials): GatewayError {
    const wanted = [
      ...(this.keys ? ['an API key in the header "x-api-key"'] : []),
      ...(this.verifyToken ? ['a token in the header "authorization: Bearer …"'] : []),
    ].join(' or ');
    const came = apiKey !== undefined || authorization !== undefined ? 'one' : 'none';
    return new GatewayError(
      'UNAUTHENTICATED',
      came === 'none'
        ? `Expected ${wanted}, but none came.`
        : `Expected ${wanted}, but what came is not known, or no longer.`,
    );
  }
}

/** The token of RFC 6750, section 2.1. */
function bearerOf(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}
