import { type FastifyReply } from 'fastify';
import { type RequestRecord } from '../observability/request-record';

/** A request that has no answer yet. */
export interface OpenRequest {
  readonly record: RequestRecord;
  /** Where its answer will go. */
  readonly reply: FastifyReply;
}

interface Placed extends OpenRequest {
  place: number;
}

/**
 * The requests that have no answer yet, in no order.
 *
 * They are not in a Set or a Map: of these V8 makes a new table every few additions, and the one before
 * still refers to what was in it and to the next one (OrderedHashTable, "next table"). Once a table has
 * grown old, so does every later one with all requests in it, however soon they were answered: each
 * scavenge took five times as long, and single wines a third more of the processor's time.
 */
export class OpenRequests implements Iterable<OpenRequest> {
  private readonly requests: Placed[] = [];

  get size(): number {
    return this.requests.length;
  }

  /** Adds a request; what it gives takes it out again. */
  add(record: RequestRecord, reply: FastifyReply): () => void {
    const { requests } = this;
    const added: Placed = { record, reply, place: requests.length };
    requests.push(added);
    return () => {
      const { place } = added;
      if (requests[place] !== added) return;
      // The last one takes its place.
      const last = requests.pop();
      if (!last || last === added) return;
      requests[place] = last;
      last.place = place;
    };
  }

  [Symbol.iterator](): Iterator<OpenRequest> {
    return this.requests.values();
  }
}
