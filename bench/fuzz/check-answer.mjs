import { Buffer } from 'node:buffer';

/** @typedef {import('./requests.mjs').FuzzRequest} FuzzRequest */

/** What tells of the process: places in code, and folders. */
const TELLTALE =
  /\bat [\w.<> ]+ \(|node_modules|node:internal|\.[cm]?[jt]s:\d|file:\/\/|(?:^|[\s"'(])\/(?:tmp|work|app|home|root|usr|var|etc)\//;
/** The 5xx that may be, by their codes. @type {Record<number, readonly string[]>} */
const TYPED = { 503: ['OVERLOADED', 'NOT_READY', 'SHUTTING_DOWN'], 504: ['DEADLINE_EXCEEDED'] };

/**
 * Holds an answer against what must hold for any.
 *
 * @param {FuzzRequest} request @param {Buffer} answer
 * @param {{ ok: number, refused: number, overloaded: number, closed: number }} counts
 * @returns {string | undefined} what is wrong with it.
 */
export function checkAnswer(request, answer, counts) {
  if (answer.length === 0) {
    counts.closed++;
    return request.end === 'answer' ? 'got no answer' : undefined;
  }
  const at = answer.indexOf('\r\n\r\n');
  const head = answer.toString('latin1', 0, at).toLowerCase();
  // What follows answers what the client left on the connection.
  const length = Number(/^content-length: (\d+)/m.exec(head)?.[1] ?? answer.length);
  const body = answer.toString('utf8', at + 4, at + 4 + length);
  const status = Number(/^http\/1\.1 (\d{3}) /.exec(head)?.[1]);
  if (!(status >= 100 && status < 600)) return 'is no HTTP answer';
  // A client that says "expect: 100-continue" is told to go on first.
  if (status === 100) return checkAnswer(request, Buffer.from(body), counts);
  const asked = request.bytes.toString('latin1');
  if (TELLTALE.test(body) && !TELLTALE.test(asked)) return 'tells of the process';
  const codes = [...body.matchAll(/"code":"(\w+)"/g)].map(([, code]) => code ?? '');
  // As a code: the metrics name it too.
  if (codes.includes('INTERNAL_SERVER_ERROR')) return 'is an error of the gateway';
  if (status >= 500) {
    counts.overloaded++;
    return TYPED[status]?.some((code) => codes.includes(code))
      ? undefined
      : 'has a 5xx that is none of ours';
  }
  counts[status < 400 ? 'ok' : 'refused']++;
  // Node answers some by itself, without a word: no Host, an expectation that it does not know.
  const isEmpty = body === '' || body.startsWith('0\r\n');
  const isPage = head.includes('content-type: text/html');
  const isMetrics = head.includes('content-type: text/plain; version=') && body.startsWith('# ');
  if (isEmpty || status === 204 || isPage || isMetrics) return undefined;
  return checkShape(status, body);
}

/** @param {number} status @param {string} body */
function checkShape(status, body) {
  /** @type {unknown} */
  let json;
  try {
    json = JSON.parse(body);
  } catch {
    return 'is no JSON';
  }
  if (typeof json !== 'object' || json === null) return 'is no JSON of a known shape';
  if (status < 400 && (Array.isArray(json) || 'status' in json || 'data' in json)) return undefined;
  const errors = 'errors' in json ? json.errors : undefined;
  if (Array.isArray(errors)) {
    const isTyped = errors.every(
      ({ message, extensions }) =>
        typeof message === 'string' && typeof extensions?.code === 'string',
    );
    return isTyped ? undefined : 'has an error without a message or a code';
  }
  // Before a request is one, Node's own words are all that there is.
  const { error } = /** @type {{ error?: unknown }} */ (json);
  const isProblem =
    typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
  return isProblem || 'statusCode' in json ? undefined : 'is an error of no known shape';
}
