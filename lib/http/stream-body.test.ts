import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { failureOf } from '#lib/testing/failure-of.ts';
import { openJsonBody } from './stream-body.ts';

const KILOBYTE = 1024;

/** A request whose body comes in pieces, and how many of them were asked for. */
function requestOf(piece: (index: number) => Uint8Array | null, headers: Record<string, string> = {}) {
  const counter = { pulled: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = piece(counter.pulled);
        counter.pulled += 1;
        if (next) controller.enqueue(next);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const init = {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { 'content-type': 'application/json', ...headers },
  };
  return { request: new Request('http://localhost/', init), counter };
}

async function read(request: Request, maxBytes: number): Promise<string> {
  let text = '';
  for await (const part of openJsonBody(request, maxBytes)) text += part;
  return text;
}

const inPieces = (bytes: Uint8Array, size: number) => (index: number) => {
  const piece = bytes.subarray(index * size, (index + 1) * size);
  return piece.length > 0 ? piece : null;
};

describe('openJsonBody', () => {
  const text = '{"a":"größe 模型 😀"}';

  it.each([1, 2, 3, 5, 1_000])('puts characters together that come in pieces of %i bytes', async (size) => {
    const plain = requestOf(inPieces(Buffer.from(text), size));
    expect(await read(plain.request, KILOBYTE)).toBe(text);
    const packed = requestOf(inPieces(gzipSync(text), size), { 'content-encoding': 'gzip' });
    expect(await read(packed.request, KILOBYTE)).toBe(text);
  });

  it('takes exactly as much as is allowed', async () => {
    const { request } = requestOf(inPieces(Buffer.alloc(KILOBYTE, 32), 100));
    expect(await read(request, KILOBYTE)).toHaveLength(KILOBYTE);
  });

  it('stops reading a body without an end', async () => {
    const { request, counter } = requestOf(() => new Uint8Array(KILOBYTE).fill(32));
    expect(await failureOf(read(request, 10 * KILOBYTE))).toMatchObject({ status: 413 });
    expect(counter.pulled).toBeLessThanOrEqual(12);
  });

  it('stops unpacking a small body that becomes a large one', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000 * KILOBYTE, 32));
    const { request } = requestOf(inPieces(bomb, 5_000), { 'content-encoding': 'gzip' });
    expect(await failureOf(read(request, 100 * KILOBYTE))).toMatchObject({ status: 413 });
  });

  it.each([
    ['bytes that are no characters', Buffer.from([0x22, 0xc3, 0x28]), {}],
    ['an end inside of a character', Buffer.from('ü').subarray(0, 1), {}],
    ['what is not gzip', Buffer.from('{}'), { 'content-encoding': 'gzip' }],
    ['half of a gzip', gzipSync(text).subarray(0, 20), { 'content-encoding': 'gzip' }],
  ])('refuses %s', async (_, bytes, headers) => {
    const { request } = requestOf(inPieces(bytes, 7), headers);
    expect(await failureOf(read(request, KILOBYTE))).toMatchObject({ name: 'ProblemError', status: 400 });
  });

  it('tells when the caller hangs up in the middle', async () => {
    const { request } = requestOf((index) => {
      if (index === 2) throw new Error('gone');
      return Buffer.from('[1,');
    });
    expect(await failureOf(read(request, KILOBYTE))).toMatchObject({ name: 'ProblemError', status: 400 });
  });
});
