import { type Caller as BatchCaller } from '../batching/batcher';
import { type Waiting } from '../serving/served-version';

/** A caller as a batcher knows it: where its operation is traced, waiting and runs are added to that. */
export function tracedCaller(caller: Waiting, lane: string, version: string): BatchCaller {
  const { trace } = caller;
  if (!trace) return caller;
  const labels = { 'provador.lane': lane, 'provador.version': version };
  return {
    check: () => {
      caller.check();
    },
    wasLetIn: caller.wasLetIn ?? false,
    remainingMs: () => caller.remainingMs?.() ?? Infinity,
    observer: {
      waited(from, to) {
        trace.add('queue', from, to, labels);
      },
      ran(rows, from, to, failed) {
        trace.add('run', from, to, { ...labels, 'provador.rows': rows, 'provador.failed': failed });
      },
      answered: () => undefined,
    },
  };
}
