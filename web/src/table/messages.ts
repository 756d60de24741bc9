import { type Headers } from '../../../src/tables/columns';
import { type ProblemKind } from '../gateway/problem';
import { type ScoredTable } from './scored-table';

/** What the page tells the worker. */
export type Order =
  | { readonly type: 'score'; readonly file: Blob; readonly secret: string }
  | { readonly type: 'cancel' }
  /** Go on where the gateway did not answer. */
  | { readonly type: 'resume'; readonly secret: string }
  | { readonly type: 'write' };

/** Why a table ended before its last row. */
export type Ending = 'finished' | 'cancelled' | ProblemKind;

/** What the worker tells the page. */
export type Report =
  | { readonly type: 'headers'; readonly headers: Headers }
  | { readonly type: 'read'; readonly rows: number }
  /** The file is read; `capped` when there was more than is taken. */
  | {
      readonly type: 'scoring';
      readonly done: number;
      readonly total: number;
      readonly capped: boolean;
    }
  | { readonly type: 'ended'; readonly ending: Ending; readonly table: ScoredTable }
  | { readonly type: 'unreadable' }
  | { readonly type: 'written'; readonly file: Blob };
