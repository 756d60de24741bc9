import { GatewayError } from '../errors';
import { type Settings } from '../settings';
import { Allowance } from './allowance';
import { ApiKeys } from './api-keys';
import { countedAddress } from './network-address';
import { createTokenVerifier, isFetched, type VerifyToken } from './tokens';

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

/** What the files say, as one reading of them found it. */
interface Known {
  readonly keys: ApiKeys | undefined;
  /** By the keys' names. */
  readonly allowances: ReadonlyMap<string, Allowance>;
  readonly verifyToken: VerifyToken | undefined;
}

/** Decides who may ask, and how much of it. */
export class Access {
  /** Shared by all clients that have none of their own; counts each of them apart. */
  private readonly common: Allowance;
  /** Replaced as a whole, so that nobody is judged by half of a file. */
  private known: Known;

  /** @throws ConfigurationError when a file that the settings name is not what it has to be. */
  constructor(private readonly settings: Settings) {
    const { REQUESTS_PER_MINUTE: requestsPerMinute, COST_PER_MINUTE: costPerMinute } = settings;
    this.common = new Allowance({ requestsPerMinute, costPerMinute });
    this.known = this.read();
  }

  /** Whether a key or a token is wanted. */
  get isProtected(): boolean {
    return this.known.keys !== undefined || this.known.verifyToken !== undefined;
  }

  /** Whether requests are looked at here at all. */
  get isOn(): boolean {
    const { requestsPerMinute, costPerMinute } = this.common.limits;
    return this.isProtected || requestsPerMinute !== undefined || costPerMinute !== undefined;
  }

  /**
   * Reads the files again, and goes by them from the next request on. Keys that stay, by their names
   * and limits, keep what they have used up.
   *
   * @throws ConfigurationError when one of them is not what it has to be; everything is as before then.
   */
  reread(): void {
    this.known = this.read(this.known);
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

  private read(before?: Known): Known {
    const { API_KEYS_FILE, JWKS, JWT_ISSUER = '', JWT_AUDIENCE = '' } = this.settings;
    const keys = API_KEYS_FILE === undefined ? undefined : new ApiKeys(API_KEYS_FILE);
    const allowances = (keys?.all() ?? []).map((key) => {
      const limits = {
        requestsPerMinute: key.requestsPerMinute ?? this.common.limits.requestsPerMinute,
        costPerMinute: key.costPerMinute ?? this.common.limits.costPerMinute,
      };
      const kept = before?.allowances.get(key.name);
      return [key.name, kept?.isOf(limits) ? kept : new Allowance(limits)] as const;
    });
    // A set at a URL is kept in step by what fetches it.
    const verifyToken =
      JWKS === undefined || (before && isFetched(JWKS))
        ? before?.verifyToken
        : createTokenVerifier({ jwks: JWKS, issuer: JWT_ISSUER, audience: JWT_AUDIENCE });
    return { keys, allowances: new Map(allowances), verifyToken };
  }

  private async authenticate({ apiKey, authorization }: Credentials): Promise<Client | undefined> {
    const { keys, allowances, verifyToken } = this.known;
    if (apiKey !== undefined && keys) {
      const key = keys.find(apiKey);
      const allowance = key && allowances.get(key.name);
      return key && allowance && { name: `key ${key.name}`, allowance };
    }
    const token = bearerOf(authorization);
    if (token === undefined || !verifyToken) return undefined;
    const subject = await verifyToken(token);
    return subject === undefined
      ? undefined
      : { name: `token ${subject.slice(0, 100)}`, allowance: this.common };
  }

  private stranger({ address }: Credentials): Client {
    return { name: `address ${countedAddress(address)}`, allowance: this.common };
  }

  private refusal({ apiKey, authorization }: Credentials): GatewayError {
    const wanted = [
      ...(this.known.keys ? ['an API key in the header "x-api-key"'] : []),
      ...(this.known.verifyToken ? ['a token in the header "authorization: Bearer …"'] : []),
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
