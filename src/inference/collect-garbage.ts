import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Has this thread's garbage collected now: the event loop's once all is started, a worker's when a
 * model came or went. A worker makes next to none and would keep what a released model left behind,
 * copies of its bytes among it, for as long as it lives.
 */
export function collectGarbage(): void {
  // Of the whole process, so that no thread may take it back while another is here. It is for new
  // contexts only: nobody else's gets a `gc`.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
}
