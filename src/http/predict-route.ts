import { type FastifyRequest, type RouteHandlerMethod } from 'fastify';
import { GatewayError } from '../errors';
import { admitRows } from '../prediction/admission';
import { type Caller } from '../prediction/caller';
import { type UnreadableWine } from '../prediction/prediction-observer';
import { type PredictionService } from '../prediction/prediction-service';
import { roomForWines, WineBlock } from '../prediction/wine-block';
import { type Feature } from '../repository/parameters';
import { type VersionRegistry } from '../serving/version-registry';
import { type Settings } from '../settings';
import { WIDTH } from '../wine-fields';
import { type CallerOf } from './callers';
import { endWith, keyOf, type Mirror } from './answered';

/** A wine of the old API's JSON: keys as in the UCI file, and whatever else the caller keeps there. */
type WineRecord = Readonly<Record<string, unknown>>;

interface RecordFault {
  /** The UCI column. */
  readonly field: string;
  readonly code: 'MISSING_VALUE' | 'NOT_A_NUMBER';
  readonly message: string;
}

interface RejectedRecord<Fault = object> {
  readonly index: number;
  readonly faults: readonly Fault[];
}

/** Faulty wines that one refusal describes; the rest are only counted. */
const DESCRIBED = 100;

/**
 * The old API's `POST /predict`: one record or a list in, the list of the same records with
 * `prediction` (the expected grade) out. `?version=` takes a model version's number or label.
 */
export function createPredictHandler(
  service: PredictionService,
  registry: VersionRegistry,
  settings: Settings,
  callerOf: CallerOf,
  mirror: Mirror,
): RouteHandlerMethod {
  const answer = async (request: FastifyRequest, caller: Caller) => {
    const { client } = request;
    const budget = client?.allowance.limits.costPerMinute;
    const version = (request.query as Record<string, string | string[] | undefined>)['version'];
    const name = Array.isArray(version) ? version.join(',') : version;
    const records = readRecords(request.body);
    request.record.rows = records.length;
    admitRows(records.length, Math.min(settings.MAX_BATCH_ROWS, budget ?? Infinity));
    await client?.allowance.takeCost(client.name, records.length);
    const asked = registry.get(name);
    const { block, unreadable } = packRecords(records, asked.features);
    if (unreadable.length > 0) {
      service.tellUnreadable(asked, inFields(unreadable, asked.features));
      throw refusal(unreadable);
    }
    const { scored, rejected } = service.admit(block, { version: name, caller });
    if (rejected.length > 0) throw refusal(rejected);
    await scored.load();
    return records.map((record, row) => ({ ...record, prediction: scored.score(row) }));
  };
  return (request, reply) => {
    const caller = callerOf(request);
    caller.key = keyOf(request, settings);
    const answered = answer(request, caller);
    endWith(answered, caller, reply, mirror);
    return answered;
  };
}

function readRecords(body: unknown): readonly WineRecord[] {
  const list: readonly unknown[] = Array.isArray(body) ? body : [body];
  list.forEach((item, index) => {
    if (typeof item === 'object' && item !== null && !Array.isArray(item)) return;
    const came = item == null ? 'nothing' : Array.isArray(item) ? 'a list' : `a ${typeof item}`;
    throw new GatewayError(
      'BAD_USER_INPUT',
      `Expected a JSON object with a wine's measurements, or a list of them, but item ${index} is ${came}.`,
      { index },
    );
  });
  return list as readonly WineRecord[];
}

function packRecords(records: readonly WineRecord[], features: readonly Feature[]) {
  const measurements = roomForWines(records.length);
  const unreadable: RejectedRecord<RecordFault>[] = [];
  records.forEach((record, index) => {
    const faults: RecordFault[] = [];
    features.forEach(({ column }, i) => {
      const value = record[column];
      if (typeof value === 'number') measurements[index * WIDTH + i] = value;
      else faults.push(describeFault(column, value));
    });
    if (faults.length > 0) unreadable.push({ index, faults });
  });
  return { block: new WineBlock(records.length, measurements), unreadable };
}

/** The faults by the contract's fields, as those who count them know them, and not by columns. */
function inFields(
  unreadable: readonly RejectedRecord<RecordFault>[],
  features: readonly Feature[],
): UnreadableWine[] {
  const fields = new Map(features.map(({ column, field }) => [column, field]));
  return unreadable.map(({ faults }) => ({
    faults: faults.map(({ field, code }) => ({ code, field: fields.get(field) ?? field })),
  }));
}

function describeFault(field: string, value: unknown): RecordFault {
  return value === undefined
    ? { field, code: 'MISSING_VALUE', message: `"${field}" must be given.` }
    : {
        field,
        code: 'NOT_A_NUMBER',
        message: `"${field}" must be a number, but ${value === null ? 'null' : `a ${typeof value}`} came.`,
      };
}

function refusal(rejected: readonly RejectedRecord[]): GatewayError {
  const first = rejected[0];
  return new GatewayError(
    'BAD_USER_INPUT',
    `Expected wines that a laboratory can have measured, but ${rejected.length} of them cannot be scored, the first at index ${first?.index ?? 0}.`,
    { rejectedCount: rejected.length, rejected: rejected.slice(0, DESCRIBED) },
  );
}
