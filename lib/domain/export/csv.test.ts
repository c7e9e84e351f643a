import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, type CsvValue } from './csv.ts';

/** Reads one line as RFC 4180 says; an unquoted empty cell is null. */
function readLine(line: string): (string | null)[] {
  const cells: (string | null)[] = [];
  let rest = line.slice(0, -2);
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
    const plain = /^[^,]*/.exec(rest)?.[0] ?? '';
    cells.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : plain === '' ? null : plain);
    rest = rest.slice((quoted?.[0] ?? plain).length);
    if (rest === '') return cells;
    rest = rest.slice(1);
  }
}

describe('csvLine', () => {
  it.each<[string, CsvValue[], string]>([
    ['plain cells', ['a', 1, true, null], 'a,1,true,\r\n'],
    ['an empty text, which is not null', ['', null, ''], '"",,""\r\n'],
    [
      'commas, quotes and line breaks',
      ['a,b', 'say "x"', 'one\ntwo\r\n'],
      '"a,b","say ""x""","one\ntwo\r\n"\r\n',
    ],
    ['numbers, negative ones too', [-1.5, 1e-9, 0], '-1.5,1e-9,0\r\n'],
    ['a formula', ['=1+1', '@SUM(A1)', '+1', '-1'], "'=1+1,'@SUM(A1),'+1,'-1\r\n"],
    ['a formula with quotes', ['=HYPERLINK("http://x","y")'], `"'=HYPERLINK(""http://x"",""y"")"\r\n`],
    ['a formula behind a control character', ['\t=1', '\r=1', '\n=1'], `'\t=1,"'\r=1","'\n=1"\r\n`],
    ['a formula in full width', ['\uff1d1'], "'\uff1d1\r\n"],
    ['an equals sign further on', ['a=1'], 'a=1\r\n'],
  ])('writes %s', (_, values, line) => {
    expect(csvLine(values)).toBe(line);
  });

  it('is read back as what was written, and no cell begins as a formula', () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '-', 'a', '\t') }),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (values) => {
        const read = readLine(csvLine(values));
        expect(
          read.map((text, index) => (text === `'${values[index] ?? ''}` ? values[index] : text)),
        ).toEqual(values);
        expect(read.some((text) => text !== null && /^[=+\-@\t\r\n]/.test(text))).toBe(false);
      }),
    );
  });
});
