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

it.each([
  [null, /has not read/],
  [1_001, /1 s old: production answers everything/],
  [1_000, null],
])('warns at an age of %s ms: %s', (age, warning) => {
  const view = prepareRouter(routerOf({ age_ms: age }));
  if (warning === null) expect(view.warning).toBeNull();
  else expect(view.warning).toMatch(warning);
});
