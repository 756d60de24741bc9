import { type FastifyRequest } from 'fastify';
import { type GatewayError } from '../errors';
import { countedWines, countWines, LEAST_BYTES_A_WINE } from '../execution/count-wines';
import { type CompiledOperations } from '../execution/operations';
import { parseRequestBody } from '../execution/request-body';
import { type Caller } from '../prediction/caller';
import { type Waiting } from '../serving/served-version';
import { type VersionRegistry } from '../serving/version-registry';
import { type Settings } from '../settings';
import { type CallerOf } from './callers';
import { usualBody, type KnownRequests } from './known-requests';

/**
 * Looks at a body before it is read. One that `waits` for its turn to be read counts among those that
 * wait from now on: of a hundred that come at once, those who find no room learn it at once.
 *
 * @returns what ends that, to be called when its turn has come.
 * @throws GatewayError `OVERLOADED` when it is certain that what it asks for would be refused.
 */
export type RefuseEarly = (
  request: FastifyRequest,
  body: Buffer,
  waits?: boolean,
) => (() => void) | undefined;

/** Whether every version has ample room for as many wines as so many bytes can hold. */
export type HasRoomFor = (bytes: number) => boolean;

/** What an early refusal is decided by. */
export interface EarlyRefusalParts {
  readonly callerOf: CallerOf;
  readonly registry: VersionRegistry;
  readonly maxBatchRows: number;
}

/** Shorter bodies are as soon read as looked at. */
const WORTHWHILE_BYTES = 8192;

/** The most wines that so many bytes can hold. */
const winesIn = (bytes: number): number => Math.ceil(bytes / LEAST_BYTES_A_WINE);

/** Whether some version might have no room for as many wines as so many bytes can hold. */
function mayBeRefused(registry: VersionRegistry, bytes: number, caller: Caller): boolean {
  return registry.versions.some((version) => !version.takes(winesIn(bytes), caller));
}

/**
 * Tells whether there is ample room: with these wines as many may wait again as do then. A queue that
 * is fuller may be full by the time that they have come, and what was read of them is read in vain.
 */
export function roomFor(
  registry: VersionRegistry,
  { DEADLINE_MS }: Pick<Settings, 'DEADLINE_MS'>,
): HasRoomFor {
  const anybody: Waiting = { check: () => undefined, remainingMs: () => DEADLINE_MS };
  return (bytes) =>
    registry.versions.every((version) =>
      version.takes(version.queuedRows() + 2 * winesIn(bytes), anybody),
    );
}

/** Why so many rows would be refused by the version of a name; by both that may answer where none is named. */
function refusalOf(
  { registry: { table } }: EarlyRefusalParts,
  name: string | null | undefined,
  rows: number,
  caller: Caller,
): GatewayError | undefined {
  const version = name == null ? table.stable : table.find(name);
  const refusal = version?.refusalOf(rows, caller);
  if (name != null || !table.canary) return refusal;
  return refusal && table.canary.refusalOf(rows, caller);
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
  return (request, bytes, waits = false) => {
    const caller = parts.callerOf(request);
    if (bytes.length < WORTHWHILE_BYTES) return undefined;
    if (!waits && !mayBeRefused(parts.registry, bytes.length, caller)) return undefined;
    const body = usualBody(skimmed(bytes));
    const known = body && answered.find(request, body);
    if (!known) return undefined;
    const variables = body.variables ?? {};
    const wanted = operations.rowsWanted({ ...known.operation, variables }) ?? [];
    const rows = wanted.reduce((sum, { rows }) => sum + rows, 0);
    // That they are too many is said first.
    if (rows > parts.maxBatchRows) return undefined;
    for (const { version, rows } of wanted) {
      const refusal = refusalOf(parts, version, rows, caller);
      if (!refusal) continue;
      request.record.operation = known.name;
      request.record.rows = rows;
      throw refusal;
    }
    if (!waits) return undefined;
    caller.wasLetIn = true;
    const ends = wanted.map(({ version, rows }) => parts.registry.find(version)?.expect(rows));
    return () => {
      for (const end of ends) end?.();
    };
  };
}

/** The same for the old API's records. */
export function refuseRecordsEarly(parts: EarlyRefusalParts): RefuseEarly {
  return (request, bytes) => {
    const caller = parts.callerOf(request);
    const { length } = bytes;
    if (length < WORTHWHILE_BYTES || !mayBeRefused(parts.registry, length, caller)) {
      return undefined;
    }
    const { version } = request.query as Record<string, unknown>;
    if (version !== undefined && typeof version !== 'string') return undefined;
    const rows = countedWines(bytes, 0, length);
    if (rows > parts.maxBatchRows) return undefined;
    const refusal = refusalOf(parts, version, rows, caller);
    if (!refusal) return undefined;
    request.record.rows = rows;
    throw refusal;
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
