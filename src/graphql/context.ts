import { type RequestRecord } from '../observability/request-record';
import { type Deadline } from '../prediction/deadline';

/** What every resolver of one operation shares. */
export interface OperationContext {
  readonly record: RequestRecord;
  readonly deadline: Deadline;
  readonly maxBatchRows: number;
}
