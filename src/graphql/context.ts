import { GatewayError } from '../errors';
import { type RequestRecord } from '../observability/request-record';
import { type Deadline } from '../prediction/deadline';

/** What every resolver of one operation shares. */
export interface OperationContext {
  readonly record: RequestRecord;
  readonly deadline: Deadline;
  readonly maxBatchRows: number;
}

/**
 * Counts wines against the operation's limit before any of them is looked at.
 *
 * @throws GatewayError `BATCH_TOO_LARGE`.
 */
export function admitRows({ record, maxBatchRows }: OperationContext, rows: number): void {
  record.rows += rows;
  if (record.rows > maxBatchRows) {
    throw new GatewayError(
      'BATCH_TOO_LARGE',
      `Expected at most ${maxBatchRows} wines in one operation, but ${record.rows} came. Send them in several.`,
      { rows: record.rows, maxBatchRows },
    );
  }
}
