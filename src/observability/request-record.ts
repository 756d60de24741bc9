/**
 * What one request did, as its log line tells it. The gateway's rooms fill it in on the way.
 * It has no place for measurements, so none can end up in a log.
 */
export interface RequestRecord {
  /** The GraphQL operation's name, or the route. */
  operation: string;
  /** Wines sent. */
  rows: number;
  /** The codes of the errors in the answer, each once. */
  readonly codes: Set<string>;
}

/** A record of a request of which nothing is known but its route. */
export function newRequestRecord(route: string): RequestRecord {
  return { operation: route, rows: 0, codes: new Set() };
}
