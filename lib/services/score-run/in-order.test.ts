import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InOrder } from './in-order.ts';

it('hands on in order, whatever the order of arrival', async () => {
  const permutation = fc
    .integer({ min: 1, max: 30 })
    .chain((n) => fc.shuffledSubarray([...Array(n).keys()], { minLength: n, maxLength: n }));
  await fc.assert(
    fc.asyncProperty(permutation, async (positions) => {
      const seen: number[] = [];
      const inOrder = new InOrder<number>(async (value) => {
        await Promise.resolve();
        seen.push(value);
      });
      await Promise.all(positions.map((position) => inOrder.put(position, position)));
      expect(seen).toEqual([...positions.keys()]);
    }),
  );
});

it('tells the one who puts when a value could not be handed on', async () => {
  const inOrder = new InOrder<string>(() => Promise.reject(new Error('disk full')));
  await expect(inOrder.put(0, 'a')).rejects.toThrow('disk full');
});
