import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as ask, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compressAssets } from '../scripts/lib/compress.mjs';
import { staticAssets } from './static-assets.ts';

const SCRIPT = 'console.log("the same again and again");\n'.repeat(100);
const folder = mkdtempSync(join(tmpdir(), 'lrg-static-'));
let server: Server;

beforeAll(async () => {
  mkdirSync(join(folder, 'chunks'));
  writeFileSync(join(folder, 'chunks/a.js'), SCRIPT);
  writeFileSync(join(folder, 'chunks/a.css'), 'body { margin: 0 }\n'.repeat(100));
  writeFileSync(join(folder, 'chunks/small.js'), 'void 0;');
  writeFileSync(join(folder, 'chunks/a.woff2'), SCRIPT);
  await compressAssets(folder);
  const answers = staticAssets(folder);
  server = createServer((request, response) => {
    if (!answers(request, response)) response.writeHead(299).end('next');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function get(path: string, encoding: string | undefined, method = 'GET') {
  const { port } = server.address() as AddressInfo;
  const headers = encoding === undefined ? {} : { 'accept-encoding': encoding };
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((done, fail) => {
    ask({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    })
      .on('error', fail)
      .end();
  });
}

it.each([
  ['/_next/static/chunks/a.js', 'application/javascript; charset=UTF-8'],
  ['/_next/static/chunks/a.js?dpl=1', 'application/javascript; charset=UTF-8'],
  ['/_next/static/chunks/a.css', 'text/css; charset=UTF-8'],
])('%s comes compressed, for good', async (path, type) => {
  const { status, headers, body } = await get(path, 'gzip, deflate, br, zstd');
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    ...{ 'content-type': type, 'content-encoding': 'br', vary: 'Accept-Encoding' },
    'cache-control': 'public, max-age=31536000, immutable',
  });
  if (path.includes('.js')) expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
  expect(Number(headers['content-length'])).toBe(body.length);
});

it('a HEAD has the same headers and nothing else', async () => {
  const { headers, body } = await get('/_next/static/chunks/a.js', 'br', 'HEAD');
  expect(Number(headers['content-length'])).toBeGreaterThan(0);
  expect(body).toHaveLength(0);
});

it.each([
  ['/_next/static/chunks/a.js', 'gzip', 'GET'],
  ['/_next/static/chunks/a.js', 'gzip, br;q=0', 'GET'],
  ['/_next/static/chunks/a.js', undefined, 'GET'],
  ['/_next/static/chunks/a.js', 'br', 'POST'],
  ['/_next/static/chunks/a.js.br', 'br', 'GET'],
  ['/_next/static/chunks/small.js', 'br', 'GET'],
  ['/_next/static/chunks/a.woff2', 'br', 'GET'],
  ['/_next/static/../../package.json', 'br', 'GET'],
  ['/', 'br', 'GET'],
])('%s with %s by %s is left to Next', async (path, encoding, method) => {
  expect((await get(path, encoding, method)).status).toBe(299);
});

it('without a build there is nothing to answer', () => {
  expect(() => staticAssets(join(folder, 'none'))).not.toThrow();
});
