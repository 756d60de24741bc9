import { type CombinedError } from '@urql/core';

/** What can go wrong between the page and the gateway, as far as the page has words for it. */
export type ProblemKind =
  | 'unreachable'
  | 'notReady'
  | 'overloaded'
  | 'deadline'
  | 'unauthenticated'
  | 'rateLimited'
  | 'impossible'
  | 'unknown';

/** A fault of a wine as the gateway tells it. */
export interface Fault {
  readonly field: string;
  readonly code: string;
  readonly min: number;
  readonly max: number;
}

const KIND_OF: Readonly<Record<string, ProblemKind>> = {
  OVERLOADED: 'overloaded',
  DEADLINE_EXCEEDED: 'deadline',
  NOT_READY: 'notReady',
  UNAUTHENTICATED: 'unauthenticated',
  RATE_LIMITED: 'rateLimited',
};

/** A question that got no answer. */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    /** Of a wine that cannot exist. */
    readonly faults: readonly Fault[] = [],
    /** The gateway's own words, for what the page has none for. */
    readonly detail = '',
  ) {
    super(detail || kind);
    this.name = 'Problem';
  }

  /** Whether it may be gone in a moment, so that asking again makes sense. */
  get passes(): boolean {
    return ['unreachable', 'notReady', 'overloaded', 'deadline'].includes(this.kind);
  }
}

/** What an error of the client means. */
export function problemOf(
  error: Pick<CombinedError, 'networkError' | 'graphQLErrors' | 'response'>,
): Problem {
  const status = (error.response as Response | undefined)?.status;
  if (status === 503) return new Problem('notReady');
  if (error.networkError) return new Problem('unreachable');
  const first = error.graphQLErrors[0];
  const { code, faults } = (first?.extensions ?? {}) as { code?: string; faults?: Fault[] };
  if (faults) return new Problem('impossible', faults);
  return new Problem(KIND_OF[code ?? ''] ?? 'unknown', [], first?.message);
}
