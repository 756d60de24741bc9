import { Buffer } from 'node:buffer';

/** A wine whose score every version knows. */
export const WINE = {
  fixedAcidity: 7.4,
  volatileAcidity: 0.7,
  citricAcid: 0,
  residualSugar: 1.9,
  chlorides: 0.076,
  freeSulfurDioxide: 11,
  totalSulfurDioxide: 34,
  density: 0.9978,
  pH: 3.51,
  sulphates: 0.56,
  alcohol: 9.4,
};
const COLUMNS = [
  ...['fixed acidity', 'volatile acidity', 'citric acid', 'residual sugar', 'chlorides'],
  ...['free sulfur dioxide', 'total sulfur dioxide', 'density', 'pH', 'sulphates', 'alcohol'],
];

/** @typedef {import('./random.mjs').Random} Random */

/** Pieces of JSON that someone did not think of. */
const ODD = [
  ...['null', 'true', '""', '"NaN"', '"1"', '[]', '{}', '[null]', '-0', '0.0', '1e999', '-1e999'],
  ...['1e-400', '9007199254740993', '123456789012345678901234567890', '"\\u0000"', '"\\ud800"'],
  ...['"__proto__"', '{"__proto__":{"a":1}}', '{"constructor":{"prototype":{"a":1}}}'],
  ...['"ünïcödé 🍷"', '"\\u202e"', '{"toString":1}', '{"length":1e9}', '"%s%n"', '"${7*7}"'],
];

/** Any JSON, seldom deep. @param {Random} random @returns {string} */
export function oddJson(random) {
  switch (random.below(12)) {
    case 0: {
      const depth = random.of([10, 100, 3000]);
      return random.of([
        `${'['.repeat(depth)}${']'.repeat(depth)}`,
        `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
      ]);
    }
    case 1:
      return JSON.stringify('x'.repeat(random.of([1000, 50_000])));
    case 2:
      return `[${random.some(20, () => random.of(ODD)).join(',')}]`;
    default:
      return random.of(ODD);
  }
}

/** A wine as JSON, sound as often as not. @param {Random} random @param {boolean} [asRecord] */
export function wineJson(random, asRecord = false) {
  const members = Object.entries(WINE).map(([field, value], i) => {
    const name = asRecord ? (COLUMNS[i] ?? field) : field;
    const moved = random.once(4) ? value * (1 + random.below(100) / 100) : value;
    return [name, JSON.stringify(moved)];
  });
  if (!asRecord && random.once(3)) members.push(['id', random.once(2) ? '"lot"' : oddJson(random)]);
  if (random.once(2)) {
    for (let i = random.below(3); i >= 0; i--) {
      const at = random.below(members.length);
      switch (random.below(5)) {
        case 0:
          members.splice(at, 1);
          break;
        case 1:
          members.push([
            random.of(['colour', '__proto__', 'constructor', 'pH', '']),
            oddJson(random),
          ]);
          break;
        default:
          (members[at] ?? [])[1] = oddJson(random);
      }
    }
  }
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
}

/** Wines as JSON. @param {Random} random @param {boolean} [asRecords] */
export function winesJson(random, asRecords = false) {
  const wines = random.some(random.of([3, 30]), () =>
    random.once(15) ? oddJson(random) : wineJson(random, asRecords),
  );
  return `[${wines.join(random.once(60) ? ',,' : ',')}]`;
}

/** A text with some bytes of it changed, gone or twice. @param {Random} random @param {Buffer} bytes */
export function damaged(random, bytes) {
  let result = bytes;
  for (let i = random.below(4); i >= 0; i--) {
    const at = random.below(result.length + 1);
    const end = Math.min(result.length, at + 1 + random.below(random.of([1, 8, 64])));
    const [before, hit, after] = [
      result.subarray(0, at),
      result.subarray(at, end),
      result.subarray(end),
    ];
    const noise = Buffer.from(random.some(6, () => random.below(256)));
    result = Buffer.concat(
      random.of([
        [before, after],
        [before, noise, after],
        [before, hit, hit, after],
        [before, noise, hit, after],
      ]),
    );
  }
  return result;
}
