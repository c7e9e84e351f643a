import { describe, expect, it } from 'vitest';
import { activePromotion, snapshotOf, type RouterState, type StoredRollout } from './router-state.ts';

const names = { configuredModel: 'main', listed: ['main', 'new'] };
const none = { served: new Map(), candidate: null };
const rollout: StoredRollout = { id: 'r', percentage: 5, model: 'new', prompt: null };
const promoted = { model: 'new', configuredModel: 'main', rolloutId: 'r' };
const candidate = {
  version: 'support@2',
  template: { name: 'support', user: '{{prompt}}', parameters: {} },
};

function state(changes: Partial<RouterState> = {}): RouterState {
  return {
    version: 1,
    promoted: null,
    rollout: null,
    kills: { shadow: false, canary: false },
    freeze: null,
    ...changes,
  };
}

describe('snapshotOf', () => {
  it('is what is configured while nothing was read', () => {
    expect(snapshotOf(null, none, names)).toEqual({
      productionModel: 'main',
      productionNames: new Set(['main', 'prod']),
      prompts: new Map(),
      rollout: null,
    });
  });

  it('follows a promotion', () => {
    const { productionModel, productionNames } = snapshotOf(state({ promoted }), none, names);
    expect(productionModel).toBe('new');
    expect(productionNames).toEqual(new Set(['main', 'new', 'prod']));
  });

  it('follows the configuration again once it names another model than the promotion replaced', () => {
    const changed = { ...names, configuredModel: 'newer' };
    expect(snapshotOf(state({ promoted }), none, changed).productionModel).toBe('newer');
    expect(activePromotion(state({ promoted }), 'newer')).toBeNull();
    expect(activePromotion(state({ promoted }), 'main')).toEqual(promoted);
  });

  it('has the candidate with the template of its prompt', () => {
    expect(snapshotOf(state({ rollout }), none, names).rollout).toEqual(rollout);
    const both = { ...rollout, prompt: { name: 'support', version: 'support@2' } };
    expect(snapshotOf(state({ rollout: both }), { ...none, candidate }, names).rollout).toEqual({
      ...rollout,
      prompt: { name: 'support', ...candidate },
    });
  });

  it('leaves out a candidate whose prompt is not there', () => {
    const both = { ...rollout, prompt: { name: 'support', version: 'support@2' } };
    expect(snapshotOf(state({ rollout: both }), none, names).rollout).toBeNull();
  });
});
