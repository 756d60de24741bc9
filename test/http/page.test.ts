import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { servePage } from '../../src/http/page';

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** GET of a path as it is written; fetch would tidy it up, and decompress what comes. */
function get(origin: string, url: string, encoding = 'identity'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(origin, { path: url, headers: { 'accept-encoding': encoding } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const { statusCode: status, headers } = response;
        resolve({ status, headers, body: Buffer.concat(parts) });
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('the page', () => {
  let folder: string;
  let server: FastifyInstance;
  let origin: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'provador-page-'));
    await mkdir(path.join(folder, 'assets'));
    await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>wine</title>');
    await writeFile(path.join(folder, 'assets', 'index-abc.js'), 'grade()');
    await writeFile(path.join(folder, 'assets', 'index-abc.js.br'), brotliCompressSync('grade()'));
    server = fastify();
    servePage(server, folder);
    origin = await server.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  it('is served at / and asked for anew each time', async () => {
    const { status, headers, body } = await get(origin, '/');
    expect(status).toBe(200);
    expect(String(body)).toContain('<title>wine</title>');
    expect(headers['content-type']).toContain('text/html');
    expect(headers['cache-control']).toBe('no-cache');
  });

  it('keeps files with a hash in their name for ever', async () => {
    const { headers, body } = await get(origin, '/assets/index-abc.js');
    expect(String(body)).toBe('grade()');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('is sent as it was compressed when it was built', async () => {
    const { headers, body } = await get(origin, '/assets/index-abc.js', 'br');
    expect(headers['content-encoding']).toBe('br');
    expect(body).toEqual(brotliCompressSync('grade()'));
  });

  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/assets/',
    '/none',
  ])('gives no file that is not its own: %s', async (url) => {
    expect((await get(origin, url)).status).toBe(404);
  });

  it('is absent where it was not built, and the rest is there', async () => {
    const bare = fastify();
    servePage(bare, path.join(folder, 'nowhere'));
    bare.get('/health/live', () => ({ status: 'live' }));
    const url = await bare.listen({ host: '127.0.0.1', port: 0 });
    expect((await get(url, '/')).status).toBe(404);
    expect((await get(url, '/health/live')).status).toBe(200);
    await bare.close();
  });
});
