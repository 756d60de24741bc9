import { JsonText } from '../../src/execution/json-text';
import { type WriteJson } from '../../src/execution/json-writer';
import { writeAnswer } from '../../src/execution/write-answer';

describe('writing a long list', () => {
  const writeItem: WriteJson = (item, _bound, out) => {
    out.add(`{"quality":5,"score":5.${String(item)}}`);
  };
  const wines = (rows: number) => Array.from({ length: rows }, (_, row) => 100_000 + row);
  const written = async (rows: number) => {
    const out = new JsonText();
    const member = { before: '{"wines":', read: () => wines(rows), write: writeItem, writeItem };
    await writeAnswer([member], undefined, [], out);
    return out.done();
  };

  it('writes every item once and in order', async () => {
    const text = String(await written(12_345));
    expect(JSON.parse(text)).toEqual({
      wines: wines(12_345).map((row) => ({ quality: 5, score: Number(`5.${row}`) })),
    });
  });

  it('takes hardly more memory than the answer is long', async () => {
    const bytes = (await written(10_000)) as Buffer;
    expect(bytes.buffer.byteLength / bytes.length).toBeLessThan(1.1);
  });
});
