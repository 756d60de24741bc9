import { openSession } from '../../src/inference/onnx-session';
import { LINE } from './models';

describe('ONNX session', () => {
  it('gives a row of answers for each row of input, in order', async () => {
    const session = await openSession(LINE, 1);
    const rows = new Float32Array(22);
    rows[10] = 10;
    rows[21] = 12;
    const answers = await session.run(rows, 2);
    expect(answers).toHaveLength(2);
    expect((answers[1] ?? 0) - (answers[0] ?? 0)).toBeCloseTo(2 * 0.12493018646953222, 5);
    await session.release();
  });

  it('answers no rows with no rows', async () => {
    const session = await openSession(LINE, 1);
    await expect(session.run(new Float32Array(0), 0)).resolves.toHaveLength(0);
  });

  it('refuses a model without the tensor that it is asked for', async () => {
    await expect(openSession({ ...LINE, tensor: 'probabilities' }, 1)).rejects.toThrow(
      'expected a model with the output "probabilities", but it has score',
    );
  });

  it('refuses an answer of another width', async () => {
    const session = await openSession({ ...LINE, outputWidth: 6 }, 1);
    await expect(session.run(new Float32Array(11), 1)).rejects.toThrow(
      'expected "score" of 1 × 6, but it is 1 × 1',
    );
  });

  it('refuses bytes that are no model', async () => {
    await expect(openSession({ ...LINE, model: Buffer.from('no model') }, 1)).rejects.toThrow(
      /protobuf|parse|load/i,
    );
  });
});
