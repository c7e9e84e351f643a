import { expect, it } from 'vitest';
import { routerOf } from '#lib/testing/rollouts.ts';
import { prepareRouter } from './router.ts';

it('says where production comes from', () => {
  expect(prepareRouter(routerOf())).toEqual({
    ...{ model: 'gpt-old', source: 'as model_version.yaml says', rolloutId: null, warning: null },
  });
  const production = {
    model: 'gpt-new',
    source: 'rollout',
    rollout_id: 'r1',
    configured_model: 'gpt-old',
  } as const;
  const view = prepareRouter(routerOf({ production }));
  expect(view).toMatchObject({ model: 'gpt-new', rolloutId: 'r1' });
  expect(view.source).toContain('still names gpt-old');
});

const canary = { rollout_id: 'r1', percentage: 5, candidate: { model: 'gpt-new', prompt: null } };

it.each([
  [null, null, /has not read/],
  [canary, 1_001, /1 s old: production answers everything/],
  [canary, 1_000, null],
  [null, 10_000, null],
  [null, 10_001, /10 s old/],
])('warns, with the candidate %j at an age of %s ms: %s', (candidate, age, warning) => {
  const view = prepareRouter(routerOf({ canary: candidate, age_ms: age }));
  if (warning === null) expect(view.warning).toBeNull();
  else expect(view.warning).toMatch(warning);
});
