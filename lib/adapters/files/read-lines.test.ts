import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf } from '#lib/testing/failure-of.ts';
import { FileError } from './file-error.ts';
import { LineSplitter } from './line-splitter.ts';
import { readLines } from './read-lines.ts';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lrg-lines-'));
  file = join(folder, 'lines.jsonl');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function allOf<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of iterable) all.push(one);
  return all;
}

/** `number:text` of every line, with ! for a problem and ~ for a line without a break behind it. */
async function linesOf(content: string | Buffer, most?: number): Promise<string[]> {
  writeFileSync(file, content);
  const lines = await allOf(readLines(file, most));
  return lines.map((line) =>
    'problem' in line
      ? `${line.line}!${line.problem}`
      : `${line.line}${line.isTerminated ? ':' : '~'}${line.text}`,
  );
}

describe('readLines', () => {
  it.each<[string, string | Buffer, string[]]>([
    ['nothing', '', []],
    ['blank lines alone', '\n \r\n\t\n', []],
    ['blank lines between, which count', '\na\n\n \nb\n', ['2:a', '5:b']],
    ['no line break at the end', 'a\nb', ['1:a', '2~b']],
    ['CR and LF', 'a\r\nb\r\n\r\n', ['1:a', '2:b']],
    ['a CR inside', 'a\rb\n', ['1:a\rb']],
    ['a byte order mark', '\ufeffa\n\ufeffb\n', ['1:a', '2:\ufeffb']],
    ['a byte order mark alone', '\ufeff', []],
    ['U+2028 and U+0085, which break no line', 'a\u2028b\u0085c\n', ['1:a\u2028b\u0085c']],
    ['other scripts', '{"ü語🌍"}\n', ['1:{"ü語🌍"}']],
    ['U+FFFD itself', '{\ufffd}\n', ['1:{\ufffd}']],
    [
      'another encoding',
      Buffer.from('{"a"}\n{"caf\xe9"}\n{"b"}\n', 'latin1'),
      ['1:{"a"}', '2!expected UTF-8, got other bytes near byte 6 of the line', '3:{"b"}'],
    ],
    [
      'a character cut at the end of the file',
      Buffer.from('{"é').subarray(0, 3),
      [
        '1!expected UTF-8, got other bytes near byte 3 of the line; the file seems to end in the middle of this line',
      ],
    ],
    ['U+0000 in a line', '{"a\0"}\n', ['1:{"a\0"}']],
  ])('%s', async (_, content, expected) => {
    expect(await linesOf(content)).toEqual(expected);
  });

  it.each<[string, Buffer]>([
    ['UTF-16', Buffer.from('\ufeff{"a": 1}\n{"b": 2}\n', 'utf16le')],
    ['an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff, 0x0a])],
    ['zeros', Buffer.alloc(100_000)],
  ])('says once that this is no text: %s', async (_, content) => {
    expect(await linesOf(content)).toEqual([expect.stringMatching(/^1!.*another kind of file/) as string]);
  });

  it('tells lines that are too long, and goes on', async () => {
    const long = 'x'.repeat(1_000_000);
    expect(await linesOf(`a\n${long}\nb\n${long}`, 999_999)).toEqual([
      '1:a',
      '2!expected at most 999999 bytes in a line, got 1000000',
      '3:b',
      '4!expected at most 999999 bytes in a line, got 1000000',
    ]);
    expect(await linesOf(`${long}\nb`, 1_000_000)).toEqual([`1:${long}`, '2~b']);
  });

  it('is closed when its reader stops early', async () => {
    writeFileSync(file, 'a\n'.repeat(1_000_000));
    for await (const line of readLines(file)) {
      expect(line).toEqual({ line: 1, text: 'a', isTerminated: true });
      break;
    }
  });

  it.each([
    ['a file that is not there', 'missing.jsonl', /missing\.jsonl: there is no such file$/],
    ['a folder', '.', /this is a folder, a file was expected$/],
    ['a file as a folder', 'lines.jsonl/x', /a part of this path is a file, not a folder$/],
  ])('cannot read %s', async (_, name, expected) => {
    writeFileSync(file, '');
    const error = await failureOf(allOf(readLines(join(folder, name))));
    expect(error).toBeInstanceOf(FileError);
    expect((error as FileError).message).toMatch(expected);
  });
});

describe('LineSplitter', () => {
  it('gives the same lines however the bytes are cut', () => {
    const content = fc.array(fc.constantFrom('\n', '\r\n', '\r', 'a', 'é', '🌍'), { maxLength: 60 });
    const cuts = fc.array(fc.nat(120), { maxLength: 10 });
    fc.assert(
      fc.property(content, cuts, (parts, at) => {
        const text = parts.join('');
        const bytes = Buffer.from(text);
        const splitter = new LineSplitter(1_000);
        const places = [
          0,
          ...at.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
          bytes.length,
        ];
        const lines = places.flatMap((place, i) => splitter.push(bytes.subarray(places[i - 1] ?? 0, place)));
        const last = text.endsWith('\n') || text === '' ? [] : splitter.end();
        const expected = text.split('\n').map((line) => line.replace(/\r$/, ''));
        if (last.length === 0) expected.pop();
        expect([...lines, ...last].map((line) => String(line.bytes))).toEqual(expected);
        expect([...lines, ...last].map((line) => line.number)).toEqual(expected.map((_, i) => i + 1));
        expect(splitter.end()).toEqual([]);
      }),
    );
  });
});
