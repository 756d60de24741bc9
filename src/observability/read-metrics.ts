import { Counter, Gauge, type Registry } from 'prom-client';
import { type Labels } from './histogram';

/** Figures as they are when somebody asks for them. */
export type ReadFigures = () => Iterable<readonly [Labels, number]>;

/** A metric whose figures are read, and not counted: `labelNames` are those of every figure. */
export interface ReadMetric {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
  readonly read: ReadFigures;
}

/** Adds a figure that only grows. */
export function addTotal(
  registry: Registry,
  { read, labelNames = [], ...named }: ReadMetric,
): void {
  new Counter({
    ...named,
    labelNames: [...labelNames],
    registers: [registry],
    collect() {
      this.reset();
      for (const [labels, value] of read()) this.inc(labels, value);
    },
  });
}

/** Adds a figure that goes up and down. */
export function addGauge(
  registry: Registry,
  { read, labelNames = [], ...named }: ReadMetric,
): void {
  new Gauge({
    ...named,
    labelNames: [...labelNames],
    registers: [registry],
    collect() {
      this.reset();
      for (const [labels, value] of read()) this.set(labels, value);
    },
  });
}
