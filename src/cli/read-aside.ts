import { on } from 'node:events';
import path from 'node:path';
import { type Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { CommandError } from './command-error';
import { type BlockShape, type OpenTable, type TableBlock } from './read-table';
import { type ReadingOrder, type ReadingReport, type ReadingSetup } from './reading-messages';

// The built file, for the sources as well: this folder and that one are both two below the root.
const WORKER_FILE = path.resolve(__dirname, '../../dist/cli/reading-worker.js');

/** Blocks that are read ahead of the one that is wanted: while models are opened there is time for some. */
const AHEAD = 24;

/** A table that a thread of its own reads. */
export interface Reader {
  /** Resolves when its first line is read; rejects as `openTable` does. */
  open(): Promise<OpenTable>;
  /** Ends the thread, wherever it is. */
  close(): Promise<unknown>;
}

/** Has a table read by a thread of its own, so that reading and grading go on at the same time. */
export function readAside(source: Readable, shape: BlockShape): Reader {
  const worker = new Worker(WORKER_FILE, {
    workerData: { ...shape, ahead: AHEAD } satisfies ReadingSetup,
  });
  const tell = (order: ReadingOrder): void => {
    worker.postMessage(order);
  };
  // Rejects with what kills the worker.
  const reports = on(worker, 'message') as AsyncIterator<[ReadingReport]>;
  const pieces = source[Symbol.asyncIterator]() as AsyncIterator<string>;
  let closed = false;
  const feed = async (): Promise<void> => {
    try {
      const next = await pieces.next();
      tell({ do: 'text', text: next.done === true ? null : next.value });
    } catch (error) {
      // A slow source may end only after the thread has, and nobody listens to that any more.
      if (!closed) worker.emit('error', error);
    }
  };
  worker.on('message', ({ is }: ReadingReport) => {
    if (is === 'hungry') void feed();
  });

  async function take(): Promise<ReadingReport> {
    const next = await reports.next();
    const [report] = next.value as [ReadingReport];
    if (report.is === 'hungry') return take();
    if (report.is !== 'failure') return report;
    throw report.plain ? new CommandError(report.message) : new Error(report.message);
  }
  async function* blocks(): AsyncGenerator<TableBlock, void, undefined> {
    for (let report = await take(); report.is === 'block'; report = await take()) {
      tell({ do: 'credit' });
      yield report.block;
    }
  }
  return {
    async open() {
      const report = await take();
      if (report.is !== 'headers') throw new Error(`expected headers, but ${report.is} came`);
      return { headers: report.headers, blocks: blocks() };
    },
    close() {
      closed = true;
      return worker.terminate();
    },
  };
}
