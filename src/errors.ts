/** Everything that a caller can be told went wrong; the edges (`http/`, `graphql/`) only translate it. */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'BATCH_TOO_LARGE'
  | 'OPERATION_TOO_COSTLY'
  | 'MODEL_VERSION_NOT_FOUND'
  | 'DEADLINE_EXCEEDED'
  | 'OVERLOADED'
  | 'CANCELLED';

/** The HTTP status that stands for each code where the transport has only a status to tell it by. */
export const httpStatusOf: Readonly<Record<ErrorCode, number>> = {
  BAD_USER_INPUT: 400,
  BATCH_TOO_LARGE: 413,
  OPERATION_TOO_COSTLY: 400,
  MODEL_VERSION_NOT_FOUND: 404,
  DEADLINE_EXCEEDED: 504,
  OVERLOADED: 503,
  CANCELLED: 499,
};

/**
 * A refusal that is safe to show: its message says what was expected and what came, and `details`
 * are the same facts for programs. Every other error is masked before it leaves the process.
 */
export class GatewayError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'GatewayError';
  }
}

/** A version's files or answers are not what its manifest promises; the gateway does not start on it. */
export class ModelVersionError extends Error {
  /** @param subject the file, or the version, that it is about. */
  constructor(
    readonly subject: string,
    readonly problem: string,
  ) {
    super(`${subject}: ${problem}`);
    this.name = 'ModelVersionError';
  }
}
