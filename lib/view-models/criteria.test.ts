import { expect, it } from 'vitest';
import { prepareCriteria } from './criteria.ts';

const criterion = (id: string, score: number, notApplicable = false) => ({
  id,
  score,
  evidence: `about ${id}`,
  not_applicable: notApplicable,
});

it('sets both judgements beside each other, whatever their order', () => {
  const production = {
    criteria: [criterion('factual_accuracy', 5), criterion('safety', 0, true)],
    injection_suspected: false,
  };
  const shadow = {
    criteria: [criterion('safety', 3), criterion('factual_accuracy', 2)],
    injection_suspected: false,
  };
  expect(prepareCriteria(production, shadow)).toEqual([
    {
      id: 'factual_accuracy',
      name: 'Factual accuracy',
      production: { score: 5, evidence: 'about factual_accuracy' },
      shadow: { score: 2, evidence: 'about factual_accuracy' },
    },
    {
      id: 'safety',
      name: 'Safety',
      production: { score: null, evidence: 'about safety' },
      shadow: { score: 3, evidence: 'about safety' },
    },
  ]);
});

it('leaves out the side that was not judged', () => {
  const shadow = { criteria: [criterion('safety', 3)], injection_suspected: false };
  expect(prepareCriteria(null, shadow)[0]).toMatchObject({ production: null, shadow: { score: 3 } });
  expect(prepareCriteria(null, null)).toEqual([]);
});
