import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWireSplitter, leavesTransactionOpen } from './wire.ts';

function message(type: string, body = ''): Buffer {
  const content = Buffer.from(body);
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeUInt32BE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}

function startup(): Buffer {
  const packet = Buffer.alloc(20);
  packet.writeUInt32BE(20, 0);
  packet.writeUInt32BE(196_608, 4);
  return packet;
}

const kinds = (chunks: readonly Uint8Array[]) => {
  const split = createWireSplitter();
  return chunks.flatMap((chunk) => split(chunk)).map(({ kind, bytes }) => [kind, bytes.length]);
};

describe('createWireSplitter', () => {
  it('keeps everything up to a Sync together, and a simple query alone', () => {
    const extended = [message('P', 'select 1'), message('B'), message('D'), message('E'), message('S')];
    const query = message('Q', 'select 2');
    expect(kinds([startup(), ...extended, query, message('X')])).toEqual([
      ['startup', 20],
      ['queries', Buffer.concat(extended).length],
      ['queries', query.length],
      ['terminate', 5],
    ]);
  });

  it('gives the same groups however the bytes are cut', () => {
    const stream = Buffer.concat([
      startup(),
      message('P', 'x'.repeat(40)),
      message('S'),
      message('Q', 'y'),
      message('X'),
    ]);
    const whole = kinds([stream]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 10 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const chunks = edges.slice(1).map((end, i) => Uint8Array.from(stream.subarray(edges[i], end)));
        expect(kinds(chunks)).toEqual(whole);
      }),
    );
  });
});

describe('leavesTransactionOpen', () => {
  it.each([
    ['I', false],
    ['T', true],
    ['E', true],
  ])('ReadyForQuery %s → %s', (status, expected) => {
    expect(leavesTransactionOpen(Buffer.concat([message('C', 'BEGIN'), message('Z', status)]))).toBe(
      expected,
    );
  });
});
