import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArraySplitter } from './array-splitter.ts';

function split(
  text: string,
  size = text.length,
  paths: readonly (readonly string[])[] = [['items']],
): { elements: string[]; rest: string } {
  const splitter = new ArraySplitter(...paths);
  const elements: string[] = [];
  for (let i = 0; i < text.length; i += Math.max(1, size))
    elements.push(...splitter.push(text.slice(i, i + size)));
  return { elements, rest: splitter.finish() };
}

/** The value with its first list at either place empty. */
function emptied(value: unknown, isFound: boolean): unknown {
  if (!isFound) return value;
  const document = value as { items?: unknown[]; a?: { items?: unknown[] } };
  const isInner =
    Object.keys(document).find((key) => key === 'items' || key === 'a') === 'a' || !document.items;
  if (isInner && document.a?.items) return { ...document, a: { ...document.a, items: [] } };
  return { ...document, items: [] };
}

/** Strings that look like what the splitter looks for. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('items', '"', '\\', '\\"', '{', '}', '[', ']', ',', ':', '{"items":[1,2]}'),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.constant(null),
    fc.boolean(),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('any'), { maxLength: 4 }),
  object: fc.dictionary(text, tie('any'), { maxKeys: 4 }),
})).any;

describe('ArraySplitter', () => {
  it.each([
    ['nothing', '{}', [], '{}'],
    ['an empty array', '{"a":1,"items":[ ]}', [], '{"a":1,"items":[]}'],
    ['a few', '{"items":[1,{"x":[2,3]},"a,]"],"b":2}', ['1', '{"x":[2,3]}', '"a,]"'], '{"items":[],"b":2}'],
    ['a name that is escaped', '{"\\u0069tems":[1]}', ['1'], '{"\\u0069tems":[]}'],
    ['one of the same name further in', '{"a":{"items":[1]}}', [], '{"a":{"items":[1]}}'],
    ['the name as a value', '{"a":"items","b":[1]}', [], '{"a":"items","b":[1]}'],
    ['another value', '{"items":{"x":[1]}}', [], '{"items":{"x":[1]}}'],
    ['a second array of this name', '{"items":[1],"items":[2]}', ['1'], '{"items":[],"items":[2]}'],
    ['a comma too many', '{"items":[1,]}', ['1', ''], '{"items":[]}'],
    ['a comma too early', '{"items":[,1]}', ['', '1'], '{"items":[]}'],
    ['an end too early', '{"items":[1,2', ['1'], '{"items":['],
    ['an array outside', '[{"items":[1]}]', [], '[{"items":[1]}]'],
  ])('of %s', (_, given, elements, rest) => {
    for (const size of [1, 2, 3, 7, 100]) expect(split(given, size)).toEqual({ elements, rest });
  });

  it.each([
    ['there', '{"x":1,"a":{"b":2,"items":[1,{"items":[3]}],"c":4}}', ['1', '{"items":[3]}']],
    ['at the top', '{"items":[1],"b":{"items":[2]}}', ['1']],
    ['at both places, the first', '{"items":[1],"a":{"items":[2]}}', ['1']],
    ['at both places, the other way round', '{"a":{"items":[2]},"items":[1]}', ['2']],
    ['only deeper', '{"a":{"a":{"items":[2]}}}', []],
    ['in another member', '{"a":1,"b":{"items":[2]}}', []],
    ['in an object of a list', '{"a":[{"items":[2]}]}', []],
    ['in a list after a member of its name', '{"b":{"items":1},"a":[[2]]}', []],
    ['in a list of lists', '{"b":{"items":1},"a":[5,[2]]}', []],
    ['as a text of the list', '{"a":["items",[2]]}', []],
  ])('looks at two places: %s', (_, given, elements) => {
    const paths = [['items'], ['a', 'items']];
    for (const size of [1, 2, 3, 7, 100]) {
      const found = split(given, size, paths);
      expect(found.elements).toEqual(elements);
      const whole = JSON.parse(found.rest) as unknown;
      expect(whole).toEqual(emptied(JSON.parse(given), elements.length > 0));
    }
  });

  it('takes out what JSON.parse sees, however the text is cut', () => {
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 5 }),
        fc.dictionary(
          text.filter((key) => key !== 'items'),
          value,
          { maxKeys: 4 },
        ),
        fc.dictionary(
          text.filter((key) => key !== 'items'),
          value,
          { maxKeys: 4 },
        ),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(undefined, 1, '\t'),
        (items, before, after, size, space) => {
          const document = { ...before, items, ...after };
          const { elements, rest } = split(JSON.stringify(document, null, space), size);
          expect(elements.map((element) => JSON.parse(element) as unknown)).toEqual(
            JSON.parse(JSON.stringify(items)),
          );
          expect(JSON.parse(rest)).toEqual(JSON.parse(JSON.stringify({ ...document, items: [] })));
        },
      ),
    );
  });

  it('makes nothing parse that JSON.parse refuses', () => {
    const mutated = fc
      .tuple(
        fc.array(value, { maxLength: 3 }),
        fc.nat(),
        fc.constantFrom('"', '{', '}', '[', ']', ',', ':', ''),
      )
      .map(([items, at, insert]) => {
        const document = JSON.stringify({ a: 'x', items });
        const place = at % document.length;
        return document.slice(0, place) + insert + document.slice(place + 1);
      });
    const parses = (json: string) => {
      try {
        JSON.parse(json);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(mutated, fc.integer({ min: 1, max: 20 }), (document, size) => {
        const { elements, rest } = split(document, size);
        expect(parses(rest) && elements.every(parses)).toBe(parses(document));
      }),
      { numRuns: 1_000 },
    );
  });
});
