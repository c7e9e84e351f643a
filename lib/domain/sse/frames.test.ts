import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSseSplitter } from './frames.ts';

const encode = (text: string) => new TextEncoder().encode(text);

function split(chunks: readonly Uint8Array[], maxFrameBytes = 1_000) {
  const splitter = createSseSplitter(maxFrameBytes);
  const frames = chunks.flatMap((chunk) => splitter.push(chunk));
  return { frames, data: frames.map((frame) => frame.data), rest: splitter.rest() };
}

describe('createSseSplitter', () => {
  it.each([
    ['line feeds', 'data: a\n\ndata: b\n\n', ['a', 'b']],
    ['carriage returns and line feeds', 'data: a\r\n\r\ndata: b\r\n\r\n', ['a', 'b']],
    ['carriage returns alone', 'data: a\r\rdata: b\r\r:', ['a', 'b']],
    ['no space after the colon', 'data:a\n\n', ['a']],
    ['only one space is taken', 'data:  a\n\n', [' a']],
    ['several data lines', 'data: a\ndata: b\n\n', ['a\nb']],
    ['a data line without a colon', 'data\n\n', ['']],
    ['a comment', ': ping\n\ndata: a\n\n', [null, 'a']],
    ['other fields', 'event: x\nid: 1\ndata: a\n\n', ['a']],
    ['a field that only begins alike', 'database: x\n\n', [null]],
    ['an unfinished frame', 'data: a\n\ndata: b\n', ['a']],
  ])('%s', (_, text, expected) => {
    expect(split([encode(text)]).data).toEqual(expected);
  });

  it('gives the same frames however the bytes are cut, and loses no byte', () => {
    const stream = encode(
      'data: {"text":"Grüße 🌍"}\n\n: c\r\n\r\ndata: zwei\r\n\r\ndata:[DONE]\n\ndata: tail',
    );
    const whole = split([stream]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 12 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const chunks = edges.slice(1).map((end, i) => stream.slice(edges[i], end));
        const parts = split(chunks);
        expect(parts.data).toEqual(whole.data);
        const bytes = [...parts.frames.map((frame) => frame.raw), parts.rest];
        expect(Buffer.concat(bytes)).toEqual(Buffer.from(stream));
      }),
    );
  });

  it('hands a frame over the limit on unread and goes on after it', () => {
    const long = `data: ${'x'.repeat(50)}`;
    const { frames, data, rest } = split([encode(long), encode(long), encode('\n\ndata: a\n\n')], 40);
    expect(data.at(-1)).toBe('a');
    expect(data.slice(0, -1).every((value) => value === null)).toBe(true);
    expect(Buffer.concat([...frames.map((frame) => frame.raw), rest]).toString()).toBe(
      `${long}${long}\n\ndata: a\n\n`,
    );
  });
});
