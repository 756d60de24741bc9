import { useCallback, useEffect, useReducer, useRef } from 'react';
import { type Headers } from '../../../src/tables/columns';
import { currentKey, wantKey } from '../gateway/key';
import { type Ending, type Order, type Report } from './messages';
import { type ScoredTable } from './scored-table';

/** How a table stands. */
export interface Scoring {
  readonly stage: 'none' | 'reading' | 'refused' | 'unreadable' | 'scoring' | 'ended';
  readonly name: string;
  readonly headers: Headers | null;
  readonly done: number;
  /** Rows read so far, or all of them. */
  readonly total: number;
  readonly capped: boolean;
  readonly ending: Ending | null;
  readonly table: ScoredTable | null;
}

const NONE: Scoring = {
  stage: 'none',
  name: '',
  headers: null,
  done: 0,
  total: 0,
  capped: false,
  ending: null,
  table: null,
};

type Change =
  { readonly type: 'chosen'; readonly name: string } | { readonly type: 'none' } | Report;

function reduce(before: Scoring, change: Change): Scoring {
  switch (change.type) {
    case 'none':
      return NONE;
    case 'chosen':
      return { ...NONE, stage: 'reading', name: change.name };
    case 'headers': {
      const refused = change.headers.missing.length > 0;
      return { ...before, headers: change.headers, stage: refused ? 'refused' : 'reading' };
    }
    case 'read':
      return { ...before, total: change.rows };
    case 'unreadable':
      return { ...before, stage: 'unreadable' };
    case 'scoring': {
      const { done, total, capped } = change;
      return { ...before, stage: 'scoring', done, total, capped };
    }
    case 'ended':
      return { ...before, stage: 'ended', ending: change.ending, table: change.table };
    case 'written':
      return before;
  }
}

/** What can be done with a table. */
export interface ScoringActions {
  readonly start: (file: File) => void;
  readonly cancel: () => void;
  readonly resume: () => void;
  readonly download: () => void;
  readonly clear: () => void;
}

/** A table that is read, graded and written by a worker. */
export function useScoring(): [Scoring, ScoringActions] {
  const [scoring, change] = useReducer(reduce, NONE);
  const worker = useRef<Worker | null>(null);
  const name = useRef('');

  const end = useCallback(() => {
    worker.current?.terminate();
    worker.current = null;
  }, []);
  useEffect(() => end, [end]);

  const send = (order: Order): void => {
    worker.current?.postMessage(order);
  };
  const start = (file: File): void => {
    end();
    const started = new Worker(new URL('./scoring-worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<Report>) => {
      if (data.type === 'written') save(data.file, scoredName(name.current));
      else change(data);
      if (data.type === 'ended' && data.ending === 'unauthenticated') wantKey(currentKey().secret);
    });
    started.addEventListener('error', () => {
      change({ type: 'unreadable' });
    });
    worker.current = started;
    name.current = file.name;
    change({ type: 'chosen', name: file.name });
    send({ type: 'score', file, secret: currentKey().secret });
  };
  return [
    scoring,
    {
      start,
      cancel: () => {
        send({ type: 'cancel' });
      },
      resume: () => {
        send({ type: 'resume', secret: currentKey().secret });
      },
      download: () => {
        send({ type: 'write' });
      },
      clear: () => {
        end();
        change({ type: 'none' });
      },
    },
  ];
}

function scoredName(name: string): string {
  return `${name.replace(/\.[^.]*$/, '')}-graded.csv`;
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The download has begun by then; the blob would stay in memory otherwise.
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 10_000);
}
