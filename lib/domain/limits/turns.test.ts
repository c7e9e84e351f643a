import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('lets so many in at once, in the order in which they came, whether they succeed or not', async () => {
  const turns = new Turns(2);
  const started: number[] = [];
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
  const results = gates.map(({ promise }, i) =>
    turns.take(() => {
      started.push(i);
      return promise;
    }),
  );
  const settled = Promise.allSettled(results);
  await Promise.resolve();
  expect(started).toEqual([0, 1]);
  gates[1]?.reject(new Error('no'));
  await expect(results[1]).rejects.toThrow('no');
  expect(started).toEqual([0, 1, 2]);
  for (const i of [0, 2, 3, 4]) {
    gates[i]?.resolve(i);
    expect(await results[i]).toBe(i);
  }
  await settled;
  expect(started).toEqual([0, 1, 2, 3, 4]);
  expect(await turns.take(() => Promise.resolve('free again'))).toBe('free again');
});
