import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
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
    headers: { authorization, 'content-type': type, 'content-length': length },
    body: request,
  });
  const { 'content-type': answerType, 'content-length': answerLength } = answer.headers;
  response.writeHead(answer.statusCode, {
    ...(answerType === undefined ? {} : { 'content-type': answerType }),
    ...(answerLength === undefined ? {} : { 'content-length': answerLength }),
  });
  pipeline(answer.body, response, () => undefined);
}
