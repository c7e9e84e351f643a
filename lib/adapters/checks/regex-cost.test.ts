import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostSteps } from './regex-cost.ts';

describe('mostSteps', () => {
  it.each(['(a+)+', '(a|a)*b', '(?:a?){9}', '(a)\\1', '(?<n>a)\\k<n>', '([)]+)+'])(
    'is without bound for /%s/',
    (pattern) => {
      expect(mostSteps(pattern, 10)).toBe(Infinity);
    },
  );

  it.each([
    ['abc', 10, 11],
    ['\\bcan(?:no|t)\\b', 10, 22],
    ['a+', 10, 66],
    ['[*+{]\\+', 10, 11],
    ['colou?r', 10, 22],
  ])('of /%s/ on %i characters is %i', (pattern, length, expected) => {
    expect(mostSteps(pattern, length)).toBe(expected);
  });

  it('grows with the text and the pattern', () => {
    const part = fc.constantFrom('a', 'b*', '[xy]+', 'c?', '(?:d|e)', '\\d{2}');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), part, fc.nat(1_000), (parts, more, length) => {
        const steps = mostSteps(parts.join(''), length);
        expect(mostSteps(parts.join(''), length + 1)).toBeGreaterThan(steps);
        expect(mostSteps([...parts, more].join(''), length)).toBeGreaterThanOrEqual(steps);
      }),
    );
  });
});
