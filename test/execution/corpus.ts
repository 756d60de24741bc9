import { type ClientOperation } from '../support/operations';
import { FIRST_WINE, operation as sharedOperation } from '../support/wines';

const wine = FIRST_WINE;
const other = { ...wine, id: 'lot 2 "ü"', alcohol: 12.5 };
const impossible = { ...wine, id: 'bad', pH: 14.5, freeSulfurDioxide: 200 };
const unusual = { ...wine, alcohol: 15.5 };
const long = Array.from({ length: 300 }, (_, i) => ({
  ...wine,
  alcohol: 8.4 + (i % 65) / 10,
  ...(i % 3 === 0 && { id: `lot-${i}` }),
}));
const BATCH = 'query ($wines: [WineInput!]!) { predictBatch(wines: $wines)';
const EVERYTHING = `{
  accepted
  predictions { __typename wineId quality score probabilities { grade probability }
    probabilityAtLeast(grade: 6) warnings { feature value trainingMin trainingMax message }
    model { name version status isDefault grades } }
  rejected { index wineId faults { field code message min max } }
  model { name version sha256 features { name field unit } metrics { protocol kappa logLoss } }
}`;
const TRUST = `{
  quality interval { low high confidence } features { feature value prepared percentile }
  explanation { baseline contributions { feature value contribution } }
  sensitivity(feature: FREE_SULFUR_DIOXIDE, from: 10, to: 50, steps: 5) {
    value consistent score quality probabilities { grade probability } }
  whatIf(changes: { alcohol: 12, pH: null }) { wineId score whatIf(changes: {}) { score interval { low } } }
  improvement(targetQuality: 6, adjustable: [VOLATILE_ACIDITY, SULPHATES]) {
    changes { feature from to } distance prediction { wineId quality score } }
}`;
const literalWine = `{ ${Object.entries(wine)
  .map(([field, value]) => `${field}: ${value}`)
  .join(', ')} }`;

function batch(selection: string, wines: unknown): ClientOperation {
  return { query: `${BATCH} ${selection} }`, variables: { wines } };
}

function single(selection: string, value: unknown): ClientOperation {
  return {
    query: `query ($wine: WineInput!) { predict(wine: $wine) ${selection} }`,
    variables: { wine: value },
  };
}

/** Operations that somebody thought of, good and bad, for both executors to answer alike. */
export const handWritten: readonly { name: string; operation: ClientOperation }[] = Object.entries({
  'a wine': single('{ quality score }', wine),
  'everything of a wine': single(
    '{ wineId quality score probabilities { grade probability } probabilityAtLeast(grade: 6) warnings { message } model { card } }',
    other,
  ),
  'everything about trust': single(TRUST, wine),
  'everything about trust of a batch': batch(`{ predictions ${TRUST} }`, [wine, impossible, other]),
  'intervals of a batch': batch(
    '{ predictions { quality interval { low high } wide: interval(confidence: 0.99) { low high confidence } } }',
    [wine, impossible, other],
  ),
  'intervals of a long list': batch('{ predictions { quality interval { low high } } }', long),
  'an interval by null': single('{ interval(confidence: null) { confidence } }', wine),
  'a confidence too high': single('{ quality interval(confidence: 0.9999) { low } }', wine),
  'a confidence too high in a batch': batch(
    '{ accepted predictions { wineId interval(confidence: 2) { low } } }',
    [wine, impossible, other],
  ),
  'a confidence too high beside another root': batch(
    '{ predictions { interval(confidence: 0) { low } } } predictBatch(wines: $wines) { accepted }',
    [wine],
  ),
  'steps that cannot be': batch(
    '{ predictions { wineId sensitivity(feature: PH, steps: 1) { value } } }',
    [wine, other],
  ),
  'changes that cannot be': batch(
    '{ predictions { wineId whatIf(changes: { freeSulfurDioxide: 80 }) { wineId quality } } }',
    [wine, { ...wine, totalSulfurDioxide: 90 }],
  ),
  'a target that cannot be': single('{ quality improvement(targetQuality: 9) { distance } }', wine),
  'prepared features of a long list': batch(
    '{ predictions { features { feature value prepared percentile } } }',
    long,
  ),
  'the shared predict operation': { query: sharedOperation('predict'), variables: { wine } },
  'the shared batch operation': {
    query: sharedOperation('predict-batch'),
    variables: { wines: [wine, impossible, other] },
  },
  'the shared model operation': { query: sharedOperation('model') },
  'everything of a batch': batch(EVERYTHING, [wine, impossible, unusual, other]),
  'a long list': batch('{ accepted predictions { wineId quality score } }', long),
  'everything of a long list': batch(EVERYTHING, long),
  'a long list with a wine of another kind': batch('{ accepted }', [...long, 5]),
  'a long list with extra fields': batch('{ accepted }', [...long, { ...wine, x: 1 }]),
  'a long list with numbers as ids': batch(
    '{ predictions { wineId } }',
    long.map((w, id) => ({ ...w, id })),
  ),
  'a long list with escaped ids': batch(
    '{ predictions { wineId } }',
    long.map((w, i) => ({ ...w, id: `"${i}\\\n` })),
  ),
  'accepted only': batch('{ accepted }', [wine, impossible]),
  'no wines': batch(EVERYTHING, []),
  'one wine for a list': batch('{ accepted predictions { quality } }', wine),
  'only rejected wines': batch(EVERYTHING, [impossible, impossible]),
  'warnings only': batch('{ predictions { warnings { feature } } }', [wine, unusual]),
  'ids only': batch('{ predictions { wineId } }', [wine, other, impossible]),
  'version 1': {
    query:
      'query ($w: [WineInput!]!) { predictBatch(wines: $w, version: "1") { predictions { quality score probabilities { grade } probabilityAtLeast(grade: 5) model { version } } } }',
    variables: { w: [wine, other] },
  },
  'an unknown version': {
    query:
      'query ($w: [WineInput!]!, $v: String) { predictBatch(wines: $w, version: $v) { accepted } }',
    variables: { w: [wine], v: '9' },
  },
  'version null': {
    query: 'query ($w: WineInput!, $v: String) { predict(wine: $w, version: $v) { quality } }',
    variables: { w: wine, v: null },
  },
  'version not given': {
    query: 'query ($w: WineInput!, $v: String) { predict(wine: $w, version: $v) { quality } }',
    variables: { w: wine },
  },
  'version of another type': {
    query: 'query ($w: WineInput!, $v: String) { predict(wine: $w, version: $v) { quality } }',
    variables: { w: wine, v: 2 },
  },
  'an impossible wine': single('{ quality }', impossible),
  'a wine of text': single('{ quality }', { ...wine, pH: '3.5' }),
  'a wine that is null': single('{ quality }', null),
  'a wine that is a list': single('{ quality }', [wine]),
  'a wine that is missing': { query: 'query ($w: WineInput!) { predict(wine: $w) { quality } }' },
  'a wine with a nested object': single('{ quality }', { ...wine, pH: { value: 3 } }),
  'many broken wines': batch(
    '{ accepted }',
    Array.from({ length: 30 }, () => ({})),
  ),
  'a list with null': batch('{ accepted }', [wine, null]),
  'wines that are null': batch('{ accepted }', null),
  'wines that are text': batch('{ accepted }', 'wine'),
  'a list in a list': batch('{ accepted }', [[wine]]),
  'an id of the wrong type': batch('{ accepted }', [{ ...wine, id: { a: 1 } }]),
  'an id that is a fraction': batch('{ accepted }', [{ ...wine, id: 1.5 }]),
  'a literal wine': { query: `{ predict(wine: ${literalWine}) { quality score } }` },
  'literal wines': {
    query: `{ predictBatch(wines: [${literalWine}, ${literalWine}]) { accepted predictions { quality } } }`,
  },
  'a literal wine for a list': {
    query: `{ predictBatch(wines: ${literalWine}) { accepted predictions { score } } }`,
  },
  'literal wines beside what has to be resolved': {
    query: `{ predictBatch(wines: [${literalWine}]) { predictions { score } } models { version } }`,
  },
  'variables within a literal wine': {
    query: `query ($pH: Float!) { predict(wine: ${literalWine.replace('pH: 3.51', 'pH: $pH')}) { score } }`,
    variables: { pH: 3.1 },
  },
  'a variable within a literal list': {
    query: `query ($w: WineInput!) { predictBatch(wines: [$w, ${literalWine}]) { accepted predictions { quality } } }`,
    variables: { w: other },
  },
  'a default wine': {
    query: `query ($w: WineInput = ${literalWine}) { predict(wine: $w) { score } }`,
  },
  'a default wine that is not needed': {
    query: `query ($w: WineInput! = ${literalWine}) { predict(wine: $w) { score } }`,
    variables: { w: other },
  },
  'a default wine that is replaced by null': {
    query: `query ($w: WineInput = ${literalWine}) { predict(wine: $w) { score } }`,
    variables: { w: null },
  },
  'default wines': {
    query: `query ($w: [WineInput!] = [${literalWine}]) { predictBatch(wines: $w) { accepted } }`,
  },
  'default wines beside what has to be resolved': {
    query: `query ($w: [WineInput!] = [${literalWine}]) { predictBatch(wines: $w) { accepted } models { version } }`,
  },
  aliases: {
    query:
      'query ($a: [WineInput!]!, $b: WineInput!) { x: predictBatch(wines: $a) { n: accepted p: predictions { q: quality s: score } } y: predict(wine: $b) { q: quality } z: predictBatch(wines: $a, version: "1") { predictions { score } } }',
    variables: { a: [wine, other], b: unusual },
  },
  'the same list twice': {
    query:
      'query ($a: [WineInput!]!) { x: predictBatch(wines: $a) { accepted } y: predictBatch(wines: $a) { predictions { score } } }',
    variables: { a: long },
  },
  'a failing field beside others': {
    query:
      'query ($a: WineInput!, $b: WineInput!) { x: predict(wine: $a) { quality } y: predict(wine: $b) { quality } }',
    variables: { a: wine, b: impossible },
  },
  'merged fields': batch(
    '{ predictions { quality } predictions { score model { version } } ... { predictions { model { name } } } }',
    [wine, impossible],
  ),
  fragments: {
    query: `${BATCH} { ...B ...B } } fragment B on BatchPrediction { accepted predictions { ...P ... on Prediction { score } } } fragment P on Prediction { quality ...Q } fragment Q on Prediction { wineId }`,
    variables: { wines: [wine, other] },
  },
  typenames: batch('{ __typename predictions { __typename model { __typename } } }', [wine]),
  'skip and include by variables': {
    query:
      'query ($w: [WineInput!]!, $yes: Boolean!, $no: Boolean!) { predictBatch(wines: $w) { accepted @skip(if: $yes) predictions @include(if: $yes) { quality @include(if: $no) score @skip(if: $no) } } }',
    variables: { w: [wine], yes: true, no: false },
  },
  'the same the other way round': {
    query:
      'query ($w: [WineInput!]!, $yes: Boolean!, $no: Boolean!) { predictBatch(wines: $w) { accepted @skip(if: $yes) predictions @include(if: $yes) { quality @include(if: $no) score @skip(if: $no) } } }',
    variables: { w: [wine], yes: false, no: true },
  },
  'a directive without its variable': {
    query:
      'query ($w: [WineInput!]!, $yes: Boolean!) { predictBatch(wines: $w) { accepted @skip(if: $yes) } }',
    variables: { w: [wine] },
  },
  'a directive with a default': {
    query:
      'query ($w: [WineInput!]!, $yes: Boolean = true) { predictBatch(wines: $w) { accepted @skip(if: $yes) predictions { quality } } }',
    variables: { w: [wine] },
  },
  'everything skipped': {
    query: 'query ($w: [WineInput!]!) { predictBatch(wines: $w) { accepted @skip(if: true) } }',
    variables: { w: [wine] },
  },
  'a root field skipped': {
    query:
      'query ($w: [WineInput!]!, $b: WineInput!) { predictBatch(wines: $w) @skip(if: true) { accepted } predict(wine: $b) { quality } }',
    variables: { w: [impossible], b: wine },
  },
  'a skipped fragment': {
    query: `query ($w: WineInput!, $s: Boolean!) { predict(wine: $w) { quality ...F @skip(if: $s) ... @include(if: $s) { wineId } } } fragment F on Prediction { score }`,
    variables: { w: other, s: true },
  },
  'a grade by variable': {
    query:
      'query ($w: [WineInput!]!, $g: Int!) { predictBatch(wines: $w) { predictions { a: probabilityAtLeast(grade: $g) b: probabilityAtLeast(grade: 7) } } }',
    variables: { w: [wine, other], g: 5 },
  },
  'a grade by variable that is text': {
    query:
      'query ($w: [WineInput!]!, $g: Int!) { predictBatch(wines: $w) { predictions { probabilityAtLeast(grade: $g) } } }',
    variables: { w: [wine], g: '5' },
  },
  'a grade that is null after all': {
    query:
      'query ($w: [WineInput!]!, $g: Int = 5) { predictBatch(wines: $w) { predictions { probabilityAtLeast(grade: $g) } } }',
    variables: { w: [wine, other], g: null },
  },
  'a grade by default': {
    query:
      'query ($w: [WineInput!]!, $g: Int = 5) { predictBatch(wines: $w) { predictions { probabilityAtLeast(grade: $g) } } }',
    variables: { w: [wine, other] },
  },
  'variables that nobody declared': {
    query: `${BATCH} { accepted } }`,
    variables: { wines: [wine], others: long, more: 'x' },
  },
  'a variable that nobody uses': {
    query: 'query ($w: [WineInput!]!, $x: [WineInput!]!) { predictBatch(wines: $w) { accepted } }',
    variables: { w: [wine], x: [wine] },
  },
  'wines of a type that does not fit': {
    query: 'query ($w: [WineInput]!) { predictBatch(wines: $w) { accepted } }',
    variables: { w: [wine] },
  },
  'models beside a batch': {
    query: 'query ($w: [WineInput!]!) { predictBatch(wines: $w) { accepted } models { version } }',
    variables: { w: [wine] },
  },
  'models and limits': {
    query: '{ models { version grades metrics { kappa } } limits { deadlineMs } }',
  },
  'an unknown model': { query: '{ model(version: "9") { version } }' },
  introspection: {
    query: '{ __schema { queryType { fields { name args { name type { kind } } } } } }',
  },
  'introspection of a type beside a batch': {
    query: `${BATCH} { accepted } __type(name: "Query") { fields { args { type { name ofType { name } } } } } }`,
    variables: { wines: [wine] },
  },
  'only a typename': { query: '{ __typename }' },
  'two operations': {
    query:
      'query A($w: [WineInput!]!) { predictBatch(wines: $w) { accepted } } query B { models { version } }',
    operationName: 'A',
    variables: { w: [wine] },
  },
  'the other of two operations': {
    query:
      'query A($w: [WineInput!]!) { predictBatch(wines: $w) { accepted } } query B { models { version } }',
    operationName: 'B',
  },
  'two operations and no name': {
    query: 'query A { models { version } } query B { models { version } }',
  },
  'an operation that is not there': {
    query: 'query A { models { version } }',
    operationName: 'C',
  },
  'an unknown field': batch('{ colour }', [wine]),
  'an unknown argument': { query: '{ predict(colour: 1) { quality } }' },
  'a syntax error': { query: '{ predict(' },
  'a mutation': { query: 'mutation { predict }' },
  'no query': { query: '' },
}).map(([name, operation]) => ({ name, operation }));
