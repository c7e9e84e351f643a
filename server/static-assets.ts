import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';

const PREFIX = '/_next/static/';
const COMPRESSED = '.br';
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'application/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
};

/**
 * Answers for the build's scripts and style sheets from the files that the build has compressed with Brotli, which are an
 * eighth smaller than what Next compresses while it answers. It says whether it has answered; who doesn't take Brotli, and
 * everything else, is Next's. What one name holds never changes: names are hashes of the content.
 */
export function staticAssets(
  folder: string,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const files = new Map<string, string>();
  const found = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  for (const file of found) {
    if (!file.endsWith(COMPRESSED)) continue;
    const name = file.slice(0, -COMPRESSED.length).replaceAll(sep, '/');
    files.set(PREFIX + name, join(folder, file));
  }
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = request.url?.split('?', 1)[0] ?? '';
    const file = files.get(path);
    const type = TYPES[extname(path)];
    if (file === undefined || type === undefined || !takesBrotli(request.headers['accept-encoding']))
      return false;
    void send(file, type, request, response);
    return true;
  };
}

async function send(file: string, type: string, request: IncomingMessage, response: ServerResponse) {
  try {
    const content = await readFile(file);
    response.writeHead(200, {
      'content-type': type,
      'content-encoding': 'br',
      'content-length': content.length,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
    response.end(request.method === 'HEAD' ? undefined : content);
  } catch {
    // The build was taken away under the running server.
    response.writeHead(404).end();
  }
}

/** Whether an Accept-Encoding header has Brotli, at a weight above 0. */
function takesBrotli(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .map((item) => item.split(';').map((part) => part.trim().toLowerCase()))
    .some(([name, weight]) => name === 'br' && !/^q=0(\.0*)?$/.test(weight ?? ''));
}
