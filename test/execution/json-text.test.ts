import { JsonText } from '../../src/execution/json-text';
import { beginResult, serializeResult, writtenData } from '../../src/execution/written-data';

describe('JSON in the making', () => {
  const written = (...pieces: string[]): string | Buffer => {
    const text = new JsonText();
    for (const piece of pieces) text.add(piece);
    return text.done();
  };

  it('is a string of what was added while it is short', () => {
    expect(written('{"a":', '1', '}')).toBe('{"a":1}');
    expect(written()).toBe('');
  });

  it('keeps every character, in short pieces and in long ones', () => {
    const pieces = ['"g/dm³"', '"🍷"', `"${'x'.repeat(100)}ção"`, '"a"', '"\u2028"'];
    expect(written(...pieces)).toBe(pieces.join(''));
  });

  it('is bytes once it is long', () => {
    const pieces = Array.from({ length: 20_000 }, (_, i) => `${i}³,`);
    const bytes = written(...pieces);
    expect(Buffer.isBuffer(bytes)).toBe(true);
    expect(bytes.toString()).toBe(pieces.join(''));
  });

  it('takes no more memory than it was told to expect', () => {
    const text = new JsonText();
    for (let i = 0; i < 1000; i++) text.add('"³",');
    const { size } = text;
    text.expect(100_000);
    for (let i = 0; i < 19_000; i++) text.add('"³",');
    const bytes = text.done() as Buffer;
    expect(bytes.toString()).toBe('"³",'.repeat(20_000));
    expect(size).toBe(5000);
    expect(bytes.buffer.byteLength).toBe(size + 100_000);
  });

  it('takes a piece that is larger than all that there was room for', () => {
    const piece = '³'.repeat(100_000);
    expect(written('"', piece, '"').toString()).toBe(`"${piece}"`);
  });
});

describe('written data', () => {
  it('is put into the answer as it is', () => {
    const text = beginResult();
    text.add('{"a":1}');
    expect(serializeResult({ data: writtenData(text), extensions: { cost: 1 } })).toBe(
      '{"data":{"a":1},"extensions":{"cost":1}}\n',
    );
    expect(serializeResult({ data: { a: 1 } })).toBe('{"data":{"a":1}}\n');
  });
});
