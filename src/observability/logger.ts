import { pino, type Logger } from 'pino';

/** Bytes of log lines that leave at once: a write for each request would cost it dearly. */
const BUFFER_BYTES = 12_288;
/** The longest that a line waits for others, in milliseconds. */
const FLUSH_MS = 100;

/**
 * Where a request's secrets would stand if a line ever took up its headers: none does (see
 * request-log.ts), so that this is a second lock. Measurements have no place in any line at all.
 */
export const REDACTED = [
  'authorization',
  '["x-api-key"]',
  'headers.authorization',
  'headers["x-api-key"]',
  'req.headers.authorization',
  'req.headers["x-api-key"]',
];

/** Structured logs, a JSON object a line on standard output; none is lost when the process exits. */
export function createLogger(level: string): Logger {
  // Of strings it would look at all that it holds at each line; buffers it only counts.
  const output = pino.destination({
    dest: 1,
    minLength: BUFFER_BYTES,
    sync: false,
    contentMode: 'buffer',
  });
  setInterval(() => {
    output.flush();
  }, FLUSH_MS).unref();
  return pino(
    {
      level,
      base: null,
      redact: REDACTED,
      timestamp: isoTime(),
      formatters: { level: (label) => ({ level: label }) },
      // pino hands on what it is given.
      hooks: { streamWrite: (line) => Buffer.from(line) as unknown as string },
    },
    output,
  );
}

/** The time as pino's `isoTime` writes it, put into words once a millisecond. */
function isoTime(): () => string {
  let last = NaN;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== last) text = `,"time":"${new Date((last = now)).toISOString()}"`;
    return text;
  };
}
