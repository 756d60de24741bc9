import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { GatewayError } from '../errors';
import { type Trace } from '../observability/trace';

/** What V8 says when GraphQL's parser, which recurses, runs out of stack. */
const STACK_OVERFLOW = 'Maximum call stack size exceeded';

/**
 * Called with an error that nobody outside may see, the reference that its answer carries, and the id
 * of the trace that it belongs to; undefined where none is made.
 */
export type ReportInternalError = (
  error: unknown,
  reference: string,
  traceId: string | undefined,
) => void;

/**
 * Decides what of an error leaves the process: ours as they are, GraphQL's own as they are, everything
 * else as `INTERNAL_SERVER_ERROR` with a reference to the log.
 */
export class ErrorFormat {
  private readonly traceIds = new WeakMap<object, string>();

  constructor(private readonly report: ReportInternalError) {}

  /** Says whose errors these are; what formats them does not know. */
  note(errors: readonly object[], trace: Trace | undefined): void {
    if (trace) for (const error of errors) this.traceIds.set(error, trace.id);
  }

  /** What of an error leaves the process. */
  readonly format = (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = error instanceof GraphQLError ? error.originalError : error;
    if (cause instanceof GatewayError) {
      return { ...formatted, extensions: { code: cause.code, ...cause.details } };
    }
    const code = formatted.extensions?.['code'];
    if (code === 'GRAPHQL_PARSE_FAILED' && formatted.message === STACK_OVERFLOW) {
      return { ...formatted, message: 'Expected a document that nests less deeply.' };
    }
    // Apollo gives GraphQL's own errors their codes; what it cannot place gets this one.
    if (code !== 'INTERNAL_SERVER_ERROR') return formatted;
    if (isAboutTheRequest(error)) return { ...formatted, extensions: { code: 'BAD_USER_INPUT' } };
    const reference = randomUUID();
    this.report(cause ?? error, reference, this.traceIds.get(error as object));
    return {
      ...formatted,
      message: 'Internal server error',
      extensions: { code: 'INTERNAL_SERVER_ERROR', reference },
    };
  };
}

/**
 * What GraphQL itself finds wrong only in execution, as a variable that is null after all: an error
 * of its own that is not of a field, or that names a place in the document.
 */
function isAboutTheRequest(error: unknown): boolean {
  if (!(error instanceof GraphQLError)) return false;
  const { originalError, path } = error;
  return originalError instanceof GraphQLError
    ? originalError.nodes !== undefined
    : originalError === undefined && path === undefined;
}
