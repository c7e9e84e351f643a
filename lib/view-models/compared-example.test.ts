import { expect, it } from 'vitest';
import type { ComparedExample } from '#lib/contracts/comparisons.ts';
import { prepareComparedExample } from './compared-example.ts';

const side = (composite: number | null) => ({ composite }) as NonNullable<ComparedExample['current']>;
const example = (
  delta: number | null,
  reference: number | null | undefined,
  current: number | null | undefined,
): ComparedExample => ({
  ...{ id: 'x', category: 'tone_consistency', prompt: 'Say hello', reference_response: 'Hello', delta },
  reference: reference === undefined ? null : side(reference),
  current: current === undefined ? null : side(current),
});

it.each<[ComparedExample, string, string, string, string | null]>([
  [example(-0.2, 0.8, 0.6), '−0.200', '0.800 → 0.600', 'down', null],
  [example(0.2, 0.6, 0.8), '+0.200', '0.600 → 0.800', 'up', null],
  [example(0, 0.6, 0.6), '0.000', '0.600 → 0.600', 'none', null],
  [example(null, undefined, 0.6), '–', '– → 0.600', 'none', 'not in the reference'],
  [example(null, 0.6, undefined), '–', '0.600 → –', 'none', 'only in the reference'],
  [example(null, 0.6, null), '–', '0.600 → –', 'none', 'a side has no score'],
  [example(null, 0.6, 0.7), '–', '0.600 → 0.700', 'none', 'the same id stands for another example there'],
])('%#: %o', (compared, delta, scores, direction, note) => {
  expect(prepareComparedExample(compared)).toEqual({
    ...{ excerpt: 'Say hello', category: 'Tone consistency' },
    ...{ delta, scores, direction, note },
  });
});
