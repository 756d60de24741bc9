// Before the library.
import './no-telemetry';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type ModelSource, type OpenModel } from './model-runner';

/**
 * Opens a model with ONNX Runtime's CPU provider on this thread, which stands still during a run.
 *
 * @param threads how many threads one run may use.
 * @throws Error that names what was expected, when the bytes are no model or not of that shape.
 */
export async function openSession(
  { model, tensor, inputWidth, outputWidth }: ModelSource,
  threads: number,
): Promise<OpenModel> {
  // As measured by bench/session-options.mjs: one thread takes no more CPU time than two, and for one
  // row half as much; the workers use the other cores without a thread that spins. What is not set
  // here (arena, memory pattern, spinning, execution mode) gained nothing beyond noise.
  // ONNX Runtime takes no shared memory for a model; the copy is garbage once the session is open.
  const session = await InferenceSession.create(model.slice(), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  });
  const input = session.inputNames[0];
  if (input === undefined || session.inputNames.length !== 1) {
    throw new Error(`expected a model with one input, but it has ${session.inputNames.join(', ')}`);
  }
  if (!session.outputNames.includes(tensor)) {
    throw new Error(
      `expected a model with the output "${tensor}", but it has ${session.outputNames.join(', ')}`,
    );
  }

  return {
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
}
