/** How runs of one model are best cut and where they are best made, found out when it was loaded. */
export interface RunPlan {
  /** Runs of at least this many rows leave the event loop's thread; Infinity: none does. */
  readonly offloadRows: number;
  /** The most rows in a run on the event loop's thread, which everything waits for. */
  readonly hereRows: number;
  /** Rows in a slice: what a run should not exceed, so that others get their turn. */
  readonly sliceRows: number;
  /** Rows that are worth a run of their own where several make headway; at most `sliceRows`. */
  readonly leastSliceRows: number;
  /** Runs that make headway at the same time. */
  readonly parallelRuns: number;
  /** Runs that may be in flight: some of them wait where the others are made. */
  readonly concurrentRuns: number;
  /** What was measured: a run takes `perRunMs + rows × perRowMs` milliseconds. */
  readonly perRunMs: number;
  readonly perRowMs: number;
}

/** A model that runs somewhere: on this thread, in the workers, or where it is better. */
export interface OpenModel {
  /**
   * Scores `rows` prepared rows (row-major float32, as wide as the model's input). Gives as many
   * rows of answers, in the same order and in a block of the caller's own, or rejects. `prepared`
   * must not change meanwhile.
   */
  run(prepared: Float32Array, rows: number): Promise<Float32Array>;
  /** Frees the engine's memory wherever the model is open; no run may follow. */
  release(): Promise<void>;
}

/** What the rest of the gateway knows of an inference engine: rows in, rows out. */
export interface ModelRunner extends OpenModel {
  /** Values in a row of the input. */
  readonly inputWidth: number;
  /** Values in a row of the answer. */
  readonly outputWidth: number;
  readonly plan: RunPlan;
  /** The same as `run` on this thread, however long it takes. */
  runHere(prepared: Float32Array, rows: number): Promise<Float32Array>;
  /** The same as `run` where it holds up nobody: in a worker, however short; here where there is none. */
  runAside(prepared: Float32Array, rows: number): Promise<Float32Array>;
}

/** A model and the shape that its caller expects of it. */
export interface ModelSource {
  readonly model: Uint8Array;
  /** The output tensor to ask for. */
  readonly tensor: string;
  readonly inputWidth: number;
  readonly outputWidth: number;
}

/** What a runner is made of. */
export interface ModelRunnerOptions extends ModelSource {
  /** One or more prepared rows like those that the model will see, to warm it up and measure it. */
  readonly sample: Float32Array;
}

/** Makes a runner from a model's bytes. Rejects when the model is not of the shape that is asked for. */
export type CreateModelRunner = (options: ModelRunnerOptions) => Promise<ModelRunner>;
