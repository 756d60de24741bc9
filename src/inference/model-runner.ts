/** What the rest of the gateway knows of an inference engine: rows in, rows out. */
export interface ModelRunner {
  /** Values in a row of the answer. */
  readonly outputWidth: number;
  /**
   * Scores `rows` prepared rows (row-major float32, as wide as the model's input).
   * Gives as many rows of `outputWidth`, in the same order, or rejects.
   */
  run(prepared: Float32Array, rows: number): Promise<Float32Array>;
  /** Frees the engine's memory; no run may follow. */
  release(): Promise<void>;
}

/** What a runner is made of. */
export interface ModelRunnerOptions {
  readonly model: Uint8Array;
  /** The output tensor to ask for. */
  readonly tensor: string;
  readonly inputWidth: number;
  readonly outputWidth: number;
}

/** Makes a runner from a model's bytes. Rejects when the model is not of the shape that is asked for. */
export type CreateModelRunner = (options: ModelRunnerOptions) => Promise<ModelRunner>;
