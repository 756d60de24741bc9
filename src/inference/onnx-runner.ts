import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type CreateModelRunner } from './model-runner';

/** How ONNX Runtime is set up. */
export interface OnnxSettings {
  /** Threads that one run may use. */
  readonly threads: number;
}

/** Makes runners on ONNX Runtime's CPU provider. */
export function onnxRunnerFactory({ threads }: OnnxSettings): CreateModelRunner {
  return async ({ model, tensor, inputWidth, outputWidth }) => {
    const session = await InferenceSession.create(model, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    });
    const input = session.inputNames[0];
    if (input === undefined || session.inputNames.length !== 1) {
      throw new Error(
        `expected a model with one input, but it has ${session.inputNames.join(', ')}`,
      );
    }
    if (!session.outputNames.includes(tensor)) {
      throw new Error(
        `expected a model with the output "${tensor}", but it has ${session.outputNames.join(', ')}`,
      );
    }

    return {
      outputWidth,
      async run(prepared, rows) {
        const answer = await session.run(
          { [input]: new Tensor('float32', prepared, [rows, inputWidth]) },
          [tensor],
        );
        const output = answer[tensor];
        // The seam: a model that answers another shape must not be read as if it did not.
        if (output?.dims[0] !== rows || output.dims[1] !== outputWidth) {
          throw new Error(
            `expected "${tensor}" of ${rows} × ${outputWidth}, but it is ${output?.dims.join(' × ')}`,
          );
        }
        return output.data as Float32Array;
      },
      release: () => session.release(),
    };
  };
}
