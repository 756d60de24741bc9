import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import { type FastifyInstance } from 'fastify';

/** Where `npm run build` puts the web page, as seen from here in `src/` and in `dist/` alike. */
export const PAGE_FOLDER = path.resolve(__dirname, '..', '..', 'web', 'dist');

/**
 * Serves the web page at `/`, from files that were compressed when it was built. Files with a hash
 * in their name never change; the page that names them is asked for anew each time. Where the page
 * was not built there is none, and the rest works.
 */
export function servePage(server: FastifyInstance, folder = PAGE_FOLDER): void {
  if (!existsSync(path.join(folder, 'index.html'))) return;
  void server.register(fastifyStatic, {
    root: folder,
    // A route for each file that is there, so that nothing else can be asked for.
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, file) {
      const hashed = path.basename(path.dirname(file)) === 'assets';
      reply.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
