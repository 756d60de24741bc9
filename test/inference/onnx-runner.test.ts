import { readFileSync } from 'node:fs';
import { onnxRunnerFactory } from '../../src/inference/onnx-runner';
import { projectFile } from '../support/wines';

const model = readFileSync(projectFile('models', 'red-wine-quality', '1', 'model.onnx'));
const createRunner = onnxRunnerFactory({ threads: 1 });
const shape = { model, tensor: 'score', inputWidth: 11, outputWidth: 1 };

describe('ONNX runner', () => {
  it('gives a row of answers for each row of input, in order', async () => {
    const runner = await createRunner(shape);
    const rows = new Float32Array(22);
    rows[10] = 10;
    rows[21] = 12;
    const answers = await runner.run(rows, 2);
    expect(answers).toHaveLength(2);
    expect((answers[1] ?? 0) - (answers[0] ?? 0)).toBeCloseTo(2 * 0.12493018646953222, 5);
    await runner.release();
  });

  it('answers no rows with no rows', async () => {
    const runner = await createRunner(shape);
    await expect(runner.run(new Float32Array(0), 0)).resolves.toHaveLength(0);
  });

  it('refuses a block that is not as many rows as it says', async () => {
    const runner = await createRunner(shape);
    await expect(runner.run(new Float32Array(21), 2)).rejects.toThrow(/dims|size|length/);
  });

  it('refuses a model without the tensor that it is asked for', async () => {
    await expect(createRunner({ ...shape, tensor: 'probabilities' })).rejects.toThrow(
      'expected a model with the output "probabilities", but it has score',
    );
  });

  it('refuses an answer of another width', async () => {
    const runner = await createRunner({ ...shape, outputWidth: 6 });
    await expect(runner.run(new Float32Array(11), 1)).rejects.toThrow(
      'expected "score" of 1 × 6, but it is 1 × 1',
    );
  });

  it('refuses bytes that are no model', async () => {
    await expect(createRunner({ ...shape, model: Buffer.from('no model') })).rejects.toThrow();
  });
});
