import { type OperationTrace } from './operation-trace';

/**
 * What one request did, as its log line tells it. The gateway's rooms fill it in on the way.
 * It has no place for measurements, so none can end up in a log.
 */
export interface RequestRecord {
  /** The route's path, as it was registered. */
  readonly route: string;
  /** The GraphQL operation's name, or method and route. */
  operation: string;
  /** Wines sent. */
  rows: number;
  /** The operation's price in model rows; undefined where none was executed. */
  cost: number | undefined;
  /** Whom it comes from, by name; undefined where nobody asks. */
  client: string | undefined;
  /** The codes of the errors in the answer, each once. */
  readonly codes: Set<string>;
  /** Its trace; undefined where none is made. */
  readonly trace: OperationTrace | undefined;
}

/** A record of a request of which nothing is known but its route. */
export function newRequestRecord(
  method: string,
  route: string,
  trace?: OperationTrace,
): RequestRecord {
  const operation = `${method} ${route}`;
  return { route, operation, rows: 0, cost: undefined, client: undefined, codes: new Set(), trace };
}
