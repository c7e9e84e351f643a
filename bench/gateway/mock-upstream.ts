import { createServer, type Socket } from 'node:net';
import { answerFor, STREAM_HEAD, streamFor } from './mock-answers.ts';

/*
 * A model server that costs next to nothing: an HTTP/1.1 server by hand on a plain socket, so that two cores are left to
 * what is measured. `POST /delay/<ms>` sets the time to the first byte of all answers that follow.
 */
const END_OF_HEAD = '\r\n\r\n';
const NO_CONTENT = Buffer.from('HTTP/1.1 204 No Content\r\n\r\n');
let delayMs = 0;

const server = createServer({ noDelay: true }, (socket) => {
  let pending: Buffer = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (;;) {
      const request = takeRequest(pending);
      if (!request) return;
      pending = request.rest;
      handle(socket, request.head, request.body);
    }
  });
});
server.listen(Number(process.argv[2]), '127.0.0.1');

function takeRequest(bytes: Buffer): { head: string; body: string; rest: Buffer } | null {
  const end = bytes.indexOf(END_OF_HEAD);
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const start = end + END_OF_HEAD.length;
  const stop = bodyEnd(head, bytes, start);
  if (stop === null || bytes.length < stop) return null;
  return { head, body: bytes.toString('utf8', start, stop), rest: bytes.subarray(stop) };
}

function bodyEnd(head: string, bytes: Buffer, start: number): number | null {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return start + Number(length);
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return start;
  // Only searched for markers below, so the chunk sizes may stay in the text.
  const last = bytes.indexOf('0\r\n\r\n', start);
  return last < 0 ? null : last + 5;
}

function handle(socket: Socket, head: string, body: string): void {
  const delay = /^POST \/delay\/(\d+) /.exec(head)?.[1];
  if (delay !== undefined) {
    delayMs = Number(delay);
    socket.write(NO_CONTENT);
    return;
  }
  const reply = () => {
    if (/"stream": ?true/.test(body)) sendStream(socket, streamFor(body));
    else socket.write(answerFor(body));
  };
  if (delayMs === 0) reply();
  else setTimeout(reply, delayMs);
}

/** One write a token, each in a turn of its own: they leave as packets of their own, as from a real model. */
function sendStream(socket: Socket, frames: readonly Buffer[]): void {
  socket.write(STREAM_HEAD);
  let next = 0;
  const send = () => {
    const frame = frames[next];
    if (!frame || socket.destroyed) return;
    next += 1;
    socket.write(frame);
    setImmediate(send);
  };
  send();
}
