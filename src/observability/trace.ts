/** The pieces of an operation that its trace tells apart. */
export type SpanName = 'preparation' | 'queue' | 'run' | 'explanation';

/** What a piece of work was about: figures and names of the gateway, never measurements. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** The trace of one operation, as far as the rooms that add to it need it. */
export interface Trace {
  /** The trace's id, 32 hexadecimal digits: the caller's own where it sent a trace context. */
  readonly id: string;
  /** Adds a piece of work, in milliseconds of `performance.now()`. */
  add(name: SpanName, from: number, to: number, attributes?: SpanAttributes): void;
  /** Begins a piece of work; what it gives ends it. */
  begin(name: SpanName, attributes?: SpanAttributes): () => void;
}
