/** What runs in the thread that reads a table: parsing is most of the work where a model is cheap. */
import { Readable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { CommandError } from './command-error';
import { openTable } from './read-table';
import { type ReadingOrder, type ReadingReport, type ReadingSetup } from './reading-messages';

const setup = workerData as ReadingSetup;
const source = new Readable({
  objectMode: true,
  highWaterMark: 2,
  read: () => {
    report({ is: 'hungry' });
  },
});
let credit = setup.ahead;
let credited: (() => void) | undefined;

function report(message: ReadingReport, moved: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, moved);
}

parentPort?.on('message', (order: ReadingOrder) => {
  if (order.do === 'text') source.push(order.text);
  else {
    credit++;
    credited?.();
  }
});

async function read(): Promise<void> {
  const { headers, blocks } = await openTable(source, setup);
  report({ is: 'headers', headers });
  for await (const block of blocks) {
    while (credit === 0) await new Promise<void>((resolve) => (credited = resolve));
    credit--;
    report({ is: 'block', block }, [block.measurements.buffer as ArrayBuffer]);
  }
  report({ is: 'end' });
}

read().catch((error: unknown) => {
  const { message, stack } = error as Error;
  const plain = error instanceof CommandError;
  report({ is: 'failure', message: plain ? message : (stack ?? message), plain });
});
