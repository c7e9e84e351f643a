import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

describe('canonicalJson', () => {
  it.each([
    [{ b: 1, a: [{ d: null, c: 'é' }] }, '{"a":[{"c":"é","d":null}],"b":1}'],
    [{ a: undefined, b: { z: 1, y: 2 } }, '{"b":{"y":2,"z":1}}'],
    [[2, 1], '[2,1]'],
    ['x', '"x"'],
    [JSON.parse('{"b":1,"__proto__":{"d":1,"c":2}}'), '{"__proto__":{"c":2,"d":1},"b":1}'],
  ])('of %j', (value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  it('says the same as JSON and does not depend on the order of members', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      const members = Object.entries(value).map(([key, member]) => [key, reversed(member)] as const);
      return Object.fromEntries(members.toReversed());
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(text));
        expect(canonicalJson(reversed(JSON.parse(text)))).toBe(canonicalJson(JSON.parse(text)));
      }),
    );
  });
});
