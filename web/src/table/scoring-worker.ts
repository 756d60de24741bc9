import { takeKey } from '../gateway/key';
import { type Order, type Report } from './messages';
import { readTable } from './read-table';
import { prepare, scoreTable } from './score-table';
import { trimmed, type ScoredTable } from './scored-table';
import { writeTable } from './write-table';

// Everything that is long happens here: reading, asking, writing. The page only draws. One table at
// a time; its states: read → scored (perhaps again, after a problem) → written as often as asked.

let table: ScoredTable | null = null;
let capped = false;
let cancelled = false;

function report(message: Report): void {
  postMessage(message);
}

addEventListener('message', ({ data }: MessageEvent<Order>) => {
  switch (data.type) {
    case 'score':
      takeKey(data.secret);
      void start(data.file);
      return;
    case 'cancel':
      cancelled = true;
      return;
    case 'resume':
      takeKey(data.secret);
      void score();
      return;
    case 'write':
      if (table) report({ type: 'written', file: writeTable(table) });
  }
});

async function start(file: Blob): Promise<void> {
  try {
    const read = await readTable(file, {
      headers: (headers) => {
        report({ type: 'headers', headers });
      },
      rows: (rows) => {
        report({ type: 'read', rows });
      },
    });
    ({ table, capped } = read);
  } catch {
    report({ type: 'unreadable' });
    return;
  }
  if (!table) return;
  prepare(table);
  await score();
}

async function score(): Promise<void> {
  if (!table) return;
  const total = table.rows;
  cancelled = false;
  report({ type: 'scoring', done: table.done, total, capped });
  const ending = await scoreTable(table, {
    cancelled: () => cancelled,
    progress: (done) => {
      report({ type: 'scoring', done, total, capped });
    },
  });
  report({ type: 'ended', ending, table: trimmed(table) });
}
