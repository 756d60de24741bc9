import { type RequestRecord } from '../observability/request-record';
import { type Caller } from '../prediction/caller';

/** What every resolver of one operation shares. */
export interface OperationContext {
  readonly record: RequestRecord;
  readonly caller: Caller;
  readonly maxBatchRows: number;
  /** The most that an operation may cost, in model rows. */
  readonly maxOperationCost: number;
  /** Takes the operation's price off the client's budget, where it has one; rejects when it is used up. */
  readonly charge?: ((cost: number) => Promise<void>) | undefined;
}
