import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Has this thread's garbage collected now: the event loop's once all is started, a worker's when
 * something was opened or released in it.
 */
export function collectGarbage(): void {
  // Of the whole process, so that no thread may take it back while another is here. It is for new
  // contexts only: nobody else's gets a `gc`.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
}
