import { collectDefaultMetrics, Registry } from 'prom-client';

let registry: Registry | undefined;

/**
 * The figures of the process under their usual names: CPU, memory, file descriptors, garbage
 * collection, and the delay of the event loop. There is one process, so there is one registry of it:
 * each would start timers of its own.
 */
export function processMetrics(): Registry {
  if (!registry) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
  }
  return registry;
}
