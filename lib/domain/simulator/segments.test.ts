import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinSegments, segmentsOf } from './segments.ts';

const sentences = (text: string) => segmentsOf(text).map((segment) => segment.text);

it('splits sentences, lines and list items, but not abbreviations, decimals or list markers', () => {
  expect(sentences('It is 3.5 m, e.g. Here. Then 4 follow! "Why?" Because.')).toEqual([
    'It is 3.5 m, e.g. Here.',
    'Then 4 follow!',
    '"Why?"',
    'Because.',
  ]);
  expect(sentences('Steps:\n1. Open it.\n2. Close it.')).toEqual(['Steps:', '1. Open it.', '2. Close it.']);
  expect(sentences('这是一。这是二。')).toEqual(['这是一。', '这是二。']);
});

it('keeps code lines with their indentation', () => {
  const text = 'Try:\n```py\ndef f():\n    return 1. A\n```\nDone.';
  expect(segmentsOf(text).filter((segment) => segment.code)).toHaveLength(4);
  expect(joinSegments(segmentsOf(text))).toBe(text);
});

it('joins to the text but for white space at its end', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'B', '.', ' ', '\n', '`', '1', '。', '!') }),
      (text) => {
        expect(joinSegments(segmentsOf(text))).toBe(text.trimEnd());
      },
    ),
  );
});
