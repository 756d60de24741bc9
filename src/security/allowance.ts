import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { GatewayError } from '../errors';

/** What one client, or each of many, may ask for in a minute; unlimited where undefined. */
export interface AllowanceLimits {
  readonly requestsPerMinute?: number | undefined;
  readonly costPerMinute?: number | undefined;
}

const MINUTE_SECONDS = 60;

/**
 * Counts requests and costs by client, in windows of a minute that begin with a client's first
 * request. In memory: each process counts for itself.
 */
export class Allowance {
  private readonly requests: RateLimiterMemory | undefined;
  private readonly costs: RateLimiterMemory | undefined;

  constructor(readonly limits: AllowanceLimits) {
    this.requests = limiter(limits.requestsPerMinute);
    this.costs = limiter(limits.costPerMinute);
  }

  /** Whether these are its limits. */
  isOf({ requestsPerMinute, costPerMinute }: AllowanceLimits): boolean {
    const { limits } = this;
    return limits.requestsPerMinute === requestsPerMinute && limits.costPerMinute === costPerMinute;
  }

  /** @throws GatewayError `RATE_LIMITED` when the minute's requests are used up. */
  async takeRequest(client: string): Promise<void> {
    const { requestsPerMinute } = this.limits;
    const waitMs = await take(this.requests, client, 1);
    if (waitMs === undefined) return;
    throw new GatewayError(
      'RATE_LIMITED',
      `Expected at most ${requestsPerMinute ?? 0} requests in a minute, but more came. Try again in ${seconds(waitMs)} s.`,
      { retryAfterMs: waitMs, requestsPerMinute },
    );
  }

  /**
   * Takes an operation's price off the minute's budget. What does not fit takes nothing, so that
   * smaller operations still do.
   *
   * @throws GatewayError `RATE_LIMITED`.
   */
  async takeCost(client: string, cost: number): Promise<void> {
    const { costPerMinute } = this.limits;
    const waitMs = await take(this.costs, client, cost);
    if (waitMs === undefined) return;
    await this.costs?.reward(client, cost);
    throw new GatewayError(
      'RATE_LIMITED',
      `Expected operations that cost at most ${costPerMinute ?? 0} in a minute, but this one, which costs ${cost}, would exceed that. Try again in ${seconds(waitMs)} s, or ask for less.`,
      { retryAfterMs: waitMs, cost, costPerMinute },
    );
  }
}

function limiter(points: number | undefined): RateLimiterMemory | undefined {
  return points === undefined
    ? undefined
    : new RateLimiterMemory({ points, duration: MINUTE_SECONDS });
}

/** Milliseconds until there is more, where it was too much. */
async function take(
  from: RateLimiterMemory | undefined,
  client: string,
  points: number,
): Promise<number | undefined> {
  if (!from || points === 0) return undefined;
  try {
    await from.consume(client, points);
    return undefined;
  } catch (refused) {
    if (refused instanceof Error) throw refused;
    return Math.max(1, (refused as RateLimiterRes).msBeforeNext);
  }
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}
