import fc from 'fast-check';
import { packJsonWines, unpackVariables } from '../../src/execution/pack-wines';
import { parseRequestBody } from '../../src/execution/request-body';
import { WineBlock } from '../../src/prediction/wine-block';
import { FIRST_WINE } from '../support/wines';

const parse = (text: string): unknown => JSON.parse(text) as unknown;
const read = (text: string) => parseRequestBody(Buffer.from(text), parse);
const padding = ' '.repeat(2048);

interface Body {
  variables: Record<string, unknown>;
}

/** The body with every block of wines as the list of objects that it stands for. */
function unpacked(body: unknown): unknown {
  const { variables } = body as Body;
  return { ...(body as Body), variables: unpackVariables(variables) };
}

/** Numbers as clients write them: every spelling that JSON allows. */
const numberText = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.double({ noNaN: true, min: 0, max: 300 }).map((value) => value.toFixed(4)),
  fc.tuple(fc.nat(99), fc.nat(999_999), fc.integer({ min: -30, max: 30 })).map(
    // 12.000345e-7
    ([whole, decimals, power]) =>
      `${whole}.${String(decimals).padStart(6, '0')}e${power < 0 ? power : `+${power}`}`,
  ),
  fc.constantFrom('0', '-0', '1E2', '0.1', '123456789012345678901234567890', '4.9e-324'),
);
const space = fc.constantFrom('', ' ', '\n', '\t  ');
const id = fc.option(fc.oneof(fc.string(), fc.constantFrom('lot-7', 'ünïcode 🍷')), {
  nil: undefined,
});
const wineText = fc
  .record({
    values: fc.array(numberText, { minLength: 11, maxLength: 11 }),
    order: fc.shuffledSubarray(Object.keys(FIRST_WINE), { minLength: 11 }),
    id,
    gap: space,
  })
  .map(({ values, order, id, gap }) => {
    const members = order.map((field, i) => `${gap}"${field}"${gap}:${gap}${values[i] ?? 0}`);
    if (id !== undefined) members.splice(id.length % 12, 0, `"id":${JSON.stringify(id)}`);
    return `{${members.join(`${gap},`)}${gap}}`;
  });

describe('the body of a request', () => {
  it('gives the same wines as JSON.parse, to the last bit, however they are written', () => {
    fc.assert(
      fc.property(fc.array(wineText, { minLength: 1, maxLength: 5 }), space, (wines, gap) => {
        const text = `${padding}{"query":"{}","variables":{"n":null,"wines":${gap}[${wines.join(',')}${gap}],"x":1}}`;
        expect(unpacked(read(text))).toEqual(parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('has its lists of wines read into blocks', () => {
    const wines = Array.from({ length: 40 }, (_, i) => ({ ...FIRST_WINE, id: `w${i}` }));
    const body = read(JSON.stringify({ query: '{}', variables: { a: wines, v: '2', b: wines } }));
    const { variables } = body as Body;
    expect(variables['a']).toBeInstanceOf(WineBlock);
    expect(variables['b']).toBeInstanceOf(WineBlock);
    expect(variables['v']).toBe('2');
    expect((variables['a'] as WineBlock).rows).toBe(40);
    expect((variables['a'] as WineBlock).ids[39]).toBe('w39');
  });

  const wine = JSON.stringify(FIRST_WINE);
  it.each([
    ['another field', `[${wine.replace('"pH"', '"ph"')}]`],
    ['a field more', `[${wine.replace('{', '{"colour":1,')}]`],
    ['a field less', '[{"pH":3}]'],
    ['a field twice', `[${wine.replace('{', '{"pH":9,')}]`],
    ['a value that is text', `[${wine.replace('3.51', '"3.51"')}]`],
    ['a value that is null', `[${wine.replace('3.51', 'null')}]`],
    ['a value beyond doubles', `[${wine.replace('3.51', '1e999')}]`],
    ['an id that is a number', `[${wine.replace('{', '{"id":7,')}]`],
    ['an id with an escape', `[${wine.replace('{', '{"id":"\\u0041",')}]`],
    ['an escaped key', `[${wine.replace('"pH"', '"\\u0070H"')}]`],
    ['something else in the list', `[${wine},5]`],
    ['a list in the list', `[[${wine}]]`],
    ['no wine', '[]'],
  ])('is left to JSON.parse where a wine has %s', (_, wines) => {
    const text = `${padding}{"query":"{}","variables":{"wines":${wines},"b":2}}`;
    expect(read(text)).toEqual(parse(text));
  });

  it.each([
    ['variables twice', `{"variables":{"a":[${wine}]},"variables":{"a":5}}`],
    ['a variable twice', `{"variables":{"a":[${wine}],"a":5}}`],
    ['variables in a list', `[{"variables":{"a":[${wine}]}}]`],
    ['variables that are a list', `{"variables":[${wine}]}`],
    ['wines that are no variable', `{"query":"x","wines":[${wine}]}`],
    ['wines further down', `{"variables":{"a":{"b":[${wine}]}}}`],
    [
      'brackets in its texts',
      `{"query":"{ \\"a\\": [ \\\\","variables":{"a":"]}","b":[1,{"c":"}"}]}}`,
    ],
  ])('is left to JSON.parse where it has %s', (_, body) => {
    expect(read(padding + body)).toEqual(parse(body));
  });

  it.each([
    `{"variables":{"a":[${wine}]}`,
    `{"variables":{"a":[${wine}]}}}`,
    `{"variables":{"a":[${wine},]}}`,
    `{"variables":{"a":[${wine.replace('3.51', '03.51')}]}}`,
    `{"variables":{"a":[${wine.replace('3.51', '3.')}]}}`,
    `{"variables":{"a":[${wine.replace('3.51', '.5')}]}}`,
    `{"variables":{"a":[${wine.replace('3.51', '+3')}]}}`,
    `{"variables":{"a":[${wine.replace('3.51', '3e')}]}}`,
    `{"variables":{"a":[${wine.replace('3.51', '- 3')}]}}`,
    `{"variables":{"a":[${wine.replace('"pH":', '"pH"')}]}}`,
    `{"variables":{"a":[${wine}] "b":1}}`,
    `{"variables":{"a":[${wine}]}} x`,
  ])('that is no JSON is refused as JSON.parse refuses it: %s', (text) => {
    expect(() => parse(text)).toThrow(SyntaxError);
    expect(() => read(padding + text)).toThrow(SyntaxError);
  });
});

describe('packing variables', () => {
  it('takes what GraphQL would take', () => {
    const block = packJsonWines([FIRST_WINE, { ...FIRST_WINE, id: 7, pH: 3 }]);
    expect(block?.rows).toBe(2);
    expect(block?.ids).toEqual([null, '7']);
    expect(block?.measurements[11 + 8]).toBe(3);
    expect(packJsonWines(FIRST_WINE)?.rows).toBe(1);
    expect(packJsonWines([])?.rows).toBe(0);
  });

  it('takes a packed block as it is', () => {
    const block = new WineBlock(0, new Float64Array(0));
    expect(packJsonWines(block)).toBe(block);
  });

  it.each([
    [null],
    ['wine'],
    [[null]],
    [[[FIRST_WINE]]],
    [[{ ...FIRST_WINE, pH: '3' }]],
    [[{ ...FIRST_WINE, pH: NaN }]],
    [[{ ...FIRST_WINE, colour: 'red' }]],
    [[{ ...FIRST_WINE, id: 1.5 }]],
    [[{ ...FIRST_WINE, id: {} }]],
    [[{ pH: 3 }]],
  ])('leaves to GraphQL what it would refuse: %j', (value) => {
    expect(packJsonWines(value)).toBeUndefined();
  });
});
