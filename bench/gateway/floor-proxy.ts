import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Pool } from 'undici';

/*
 * The floor: the least that a proxy in Node.js can do. No limits, no timeouts, no parsing, no log; nothing for production.
 */
const upstream = new Pool(process.argv[3] ?? '', { connections: 256, pipelining: 1 });

const server = createServer((request, response) => {
  forward(request, response).catch(() => response.destroy());
});
server.listen(Number(process.argv[2]), '127.0.0.1');

async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { authorization, 'content-type': type, 'content-length': length } = request.headers;
  const answer = await upstream.request({
    method: 'POST',
    path: request.url ?? '/',
    headers: {
      'content-type': type ?? '',
      'content-length': length ?? '0',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: request,
  });
  response.statusCode = answer.statusCode;
  for (const name of ['content-type', 'content-length']) {
    const value = answer.headers[name];
    if (value !== undefined) response.setHeader(name, value);
  }
  answer.body.on('error', () => response.destroy());
  answer.body.pipe(response);
}
