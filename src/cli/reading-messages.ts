import { type Headers } from '../tables/columns';
import { type BlockShape, type TableBlock } from './read-table';

// What goes between a command and the worker that reads its table. Text goes when the worker is
// hungry, blocks when there is credit for them, so that neither side piles up.

/** What a reading worker is started with. */
export interface ReadingSetup extends BlockShape {
  /** Blocks that may come before there is any credit. */
  readonly ahead: number;
}

/** What a reading worker is told. */
export type ReadingOrder =
  /** More of the input; null: that was all. */
  | { readonly do: 'text'; readonly text: string | null }
  /** One block more may come. */
  | { readonly do: 'credit' };

/** What a reading worker tells. */
export type ReadingReport =
  | { readonly is: 'hungry' }
  | { readonly is: 'headers'; readonly headers: Headers }
  | { readonly is: 'block'; readonly block: TableBlock }
  | { readonly is: 'end' }
  /** @property plain whether it is the input's fault, in words. */
  | { readonly is: 'failure'; readonly message: string; readonly plain: boolean };
