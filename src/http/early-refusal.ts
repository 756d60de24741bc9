import { type FastifyRequest } from 'fastify';
import { type GatewayError } from '../errors';
import { countedWines, countWines, LEAST_BYTES_A_WINE } from '../execution/count-wines';
import { type CompiledOperations } from '../execution/operations';
import { parseRequestBody } from '../execution/request-body';
import { type AnyCaller } from '../prediction/caller';
import { type CallerOf } from './callers';
import { usualBody, type KnownRequests } from './known-requests';

/** Looks at a body before it is read: why what it asks for would be refused, if that is certain. */
export type RefuseEarly = (request: FastifyRequest, body: Buffer) => GatewayError | undefined;

/** What an early refusal is decided by. */
export interface EarlyRefusalParts {
  readonly callerOf: CallerOf;
  readonly maxBatchRows: number;
  /**
   * Why so many rows would be refused by a version now; undefined when they would be taken, or
   * when there is no such version.
   */
  readonly refusalOf: (
    version: string | null | undefined,
    rows: number,
    caller: AnyCaller,
  ) => GatewayError | undefined;
  /** Whether any version would refuse so many. */
  readonly mayRefuse: (rows: number, caller: AnyCaller) => boolean;
}

/** Shorter bodies are as soon read as looked at. */
const WORTHWHILE_BYTES = 8192;

/** Whether a closer look at the body could lead to a refusal: not while the queues have room. */
function isWorthALook(parts: EarlyRefusalParts, body: Buffer, caller: AnyCaller): boolean {
  if (body.length < WORTHWHILE_BYTES) return false;
  return parts.mayRefuse(Math.ceil(body.length / LEAST_BYTES_A_WINE), caller);
}

/**
 * Refuses lists of wines for which there is no room before they are read, by the operations that are
 * known already. What it lets through is decided about when its rows are to be queued.
 */
export function refuseGraphqlEarly(
  parts: EarlyRefusalParts,
  operations: CompiledOperations,
  answered: KnownRequests,
): RefuseEarly {
  return (request, bytes) => {
    const caller = parts.callerOf(request);
    if (!isWorthALook(parts, bytes, caller)) return undefined;
    const body = usualBody(skimmed(bytes));
    const known = body && answered.find(request, body);
    if (!known) return undefined;
    const variables = body.variables ?? {};
    const wanted = operations.rowsWanted({ ...known.operation, variables }) ?? [];
    const rows = wanted.reduce((sum, { rows }) => sum + rows, 0);
    if (rows > parts.maxBatchRows) return undefined;
    for (const { version, rows } of wanted) {
      const refusal = parts.refusalOf(version, rows, caller);
      if (refusal) {
        request.record.operation = known.name;
        request.record.rows = rows;
        return refusal;
      }
    }
    return undefined;
  };
}

/** The same for the old API's records. */
export function refuseRecordsEarly(parts: EarlyRefusalParts): RefuseEarly {
  return (request, bytes) => {
    const caller = parts.callerOf(request);
    if (!isWorthALook(parts, bytes, caller)) return undefined;
    const { version } = request.query as Record<string, unknown>;
    if (version !== undefined && typeof version !== 'string') return undefined;
    const rows = countedWines(bytes, 0, bytes.length);
    if (rows > parts.maxBatchRows) return undefined;
    const refusal = parts.refusalOf(version, rows, caller);
    if (refusal) request.record.rows = rows;
    return refusal;
  };
}

/** The body with its lists of wines counted only; undefined for what is no JSON then. */
function skimmed(body: Buffer): unknown {
  try {
    return parseRequestBody(body, (text) => JSON.parse(text) as unknown, countWines);
  } catch {
    return undefined;
  }
}
