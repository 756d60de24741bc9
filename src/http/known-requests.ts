import { type FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { type OperationRequest } from '../execution/operations';

/** What was learned when Apollo Server answered a request for the first time. */
export interface KnownRequest extends RequestKind {
  readonly operation: Omit<OperationRequest, 'variables'>;
  /** As the log calls the operation. */
  readonly name: string;
  readonly contentType: string;
}

/** All of a request that Apollo Server looks at before it executes, but its document. */
interface RequestKind {
  readonly accept: string | undefined;
  readonly type: string | undefined;
  readonly operationName: string | null;
}

/** A body that says nothing but document, operation name and variables. */
export interface UsualBody {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** Longer documents are not kept. */
const MAX_QUERY_LENGTH = 10_000;
/** Kinds of requests that are kept of one document. */
const MAX_KINDS = 8;

/** Requests that were answered, so that those that differ in their variables only are known again. */
export class KnownRequests {
  // By document alone: a longer key would have to be put together, and hashed, for each request.
  private readonly answered: LRUCache<string, KnownRequest[]>;

  /** @param max how many documents are remembered. */
  constructor(max: number) {
    this.answered = new LRUCache({ max });
  }

  find({ headers }: FastifyRequest, body: UsualBody): KnownRequest | undefined {
    return this.answered
      .get(body.query)
      ?.find(
        (kind) =>
          kind.accept === headers.accept &&
          kind.type === headers['content-type'] &&
          kind.operationName === (body.operationName ?? null),
      );
  }

  add(
    { headers }: FastifyRequest,
    body: UsualBody,
    learned: Pick<KnownRequest, 'operation' | 'name' | 'contentType'>,
  ): void {
    const { accept, 'content-type': type } = headers;
    const known = { ...learned, accept, type, operationName: body.operationName ?? null };
    const others = this.answered.get(body.query) ?? [];
    this.answered.set(body.query, [known, ...others].slice(0, MAX_KINDS));
  }
}

/** The body as far as its like may be known; undefined for any other. */
export function usualBody(body: unknown): UsualBody | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { query, operationName, variables } = body as Readonly<Record<string, unknown>>;
  if ('extensions' in body) return undefined;
  if (typeof query !== 'string' || query.length > MAX_QUERY_LENGTH) return undefined;
  if (operationName != null && typeof operationName !== 'string') return undefined;
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) {
    return undefined;
  }
  return body as UsualBody;
}
