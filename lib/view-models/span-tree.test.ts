import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spanTree } from './span-tree.ts';

const span = (id: string, parent: string | null, offsetMs = 0) => ({
  span_id: id,
  parent_span_id: parent,
  offset_ms: offsetMs,
});

const outline = (spans: Parameters<typeof spanTree>[0]) =>
  spanTree(spans).map(({ span: { span_id: id }, depth }) => '.'.repeat(depth) + id);

describe('spanTree', () => {
  it.each([
    ['nothing', [], []],
    ['children by their start', [span('a', null), span('b', 'a', 2), span('c', 'a', 1)], ['a', '.c', '.b']],
    ['the same start by id', [span('a', null), span('c', 'a', 1), span('b', 'a', 1)], ['a', '.b', '.c']],
    [
      'a subtree before the next sibling',
      [span('a', null), span('b', 'a', 1), span('c', 'a', 2), span('d', 'b', 3)],
      ['a', '.b', '..d', '.c'],
    ],
    ['an absent parent', [span('a', 'x', 1), span('b', 'a', 2), span('c', null, 0)], ['c', 'a', '.b']],
    ['its own parent', [span('a', 'a')], ['a']],
    [
      'a circle, with something hanging off it',
      [span('tail', 'b', 0), span('b', 'c', 2), span('c', 'b', 1)],
      ['c', '.b', '..tail'],
    ],
    ['one id twice', [span('a', null, 1), span('a', null, 0), span('b', 'a', 3)], ['a', '.b']],
  ])('%s', (_, spans, expected) => {
    expect(outline(spans)).toEqual(expected);
  });

  it('says where a span stands among its siblings and what is under it', () => {
    const nodes = spanTree([span('a', null), span('b', 'a', 1), span('c', 'b', 2), span('d', 'a', 3)]);
    expect(
      nodes.map(({ parentId, position, siblings, children, descendants }) => [
        parentId,
        position,
        siblings,
        children,
        descendants,
      ]),
    ).toEqual([
      [null, 1, 1, 2, 3],
      ['a', 1, 2, 1, 1],
      ['b', 1, 1, 0, 0],
      ['a', 2, 2, 0, 0],
    ]);
  });

  const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  const spans = fc.uniqueArray(
    fc.record({ span_id: ids, parent_span_id: fc.option(ids), offset_ms: fc.integer({ min: 0, max: 5 }) }),
    { selector: ({ span_id: id }) => id },
  );

  it('holds every span once, right below its parent, whatever the parents are', () => {
    fc.assert(
      fc.property(spans, (given) => {
        const nodes = spanTree(given);
        expect(nodes.map((node) => node.span.span_id).sort()).toEqual(
          given.map(({ span_id: id }) => id).sort(),
        );
        nodes.forEach((node, index) => {
          const above = nodes
            .slice(0, index)
            .reverse()
            .find(({ depth }) => depth < node.depth);
          expect(node.parentId).toBe(above?.span.span_id ?? null);
          if (above) expect([above.depth, node.span.parent_span_id]).toEqual([node.depth - 1, node.parentId]);
          const under = nodes.slice(index + 1).findIndex(({ depth }) => depth <= node.depth);
          expect(node.descendants).toBe(under === -1 ? nodes.length - index - 1 : under);
        });
      }),
    );
  });

  it('makes a root only of a span without a parent that is there, and of one in each circle', () => {
    fc.assert(
      fc.property(spans, (given) => {
        const present = new Set(given.map(({ span_id: id }) => id));
        const parentOf = new Map<string, string | null>(
          given.map((one) => [one.span_id, one.parent_span_id]),
        );
        for (const { span: root } of spanTree(given).filter(({ depth }) => depth === 0)) {
          if (root.parent_span_id === null || !present.has(root.parent_span_id)) continue;
          let above: string | null | undefined = root.parent_span_id;
          for (let steps = 0; above !== root.span_id && steps < given.length; steps += 1)
            above = parentOf.get(above ?? '');
          expect(above).toBe(root.span_id);
        }
      }),
    );
  });

  it('takes a chain of many spans', () => {
    const chain = Array.from({ length: 5_000 }, (_, i) => span(`s${i}`, i === 0 ? null : `s${i - 1}`, i));
    expect(spanTree(chain).at(-1)?.depth).toBe(4_999);
  });
});
