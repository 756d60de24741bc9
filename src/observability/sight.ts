import { type Metrics } from './metrics';
import { type Tracing } from './tracing';

/** What looks on while requests are answered. */
export interface Sight {
  readonly metrics: Metrics;
  /** Undefined: nobody asked for traces. */
  readonly tracing: Tracing | undefined;
}
