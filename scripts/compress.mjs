// Compresses static files once, at build, so that serving them costs nothing.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXT = new Set(['.html', '.js', '.css', '.svg']);
/** Below this many bytes a packet is a packet. */
const LEAST_BYTES = 1000;
/** From here on brotli's best is not worth its minutes. */
const LARGE_BYTES = 500_000;

/**
 * Writes a `.br` and a `.gz` beside each text file.
 * @param {string} folder
 */
export async function compressFolder(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => TEXT.has(path.extname(file)))
    .map((file) => path.join(folder, file));
  await Promise.all(
    files.map(async (file) => {
      const bytes = readFileSync(file);
      if (bytes.length < LEAST_BYTES) return;
      const quality = bytes.length < LARGE_BYTES ? constants.BROTLI_MAX_QUALITY : 5;
      const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
      writeFileSync(`${file}.br`, await promisify(brotliCompress)(bytes, { params }));
      writeFileSync(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
    }),
  );
}
