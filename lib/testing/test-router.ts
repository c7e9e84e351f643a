import {
  productionNamesOf,
  type ActiveRollout,
  type RouterSnapshot,
  type ServedPrompt,
} from '#lib/domain/rollout/assignment.ts';
import { promptTemplateSchema } from '#lib/domain/prompts/prompt-template.ts';
import type { Router } from '#lib/services/gateway/router.ts';

/** The part of a router that gateway and metrics use. */
export type RouterView = Pick<Router, 'current' | 'isShadowKilled' | 'isCanaryKilled' | 'ageMs'>;

/** A router that says what a test tells it to. */
export class TestRouter implements RouterView {
  current: RouterSnapshot;
  isShadowKilled = false;
  isCanaryKilled = false;
  ageMs = 0;

  constructor(configuredModel: string, listed: readonly string[]) {
    this.current = {
      productionModel: configuredModel,
      productionNames: productionNamesOf(configuredModel, configuredModel, listed),
      prompts: new Map(),
      rollout: null,
    };
  }

  /** Puts a candidate into traffic. */
  rollOut(rollout: Partial<ActiveRollout>): void {
    const nothing = { id: TEST_ROLLOUT_ID, percentage: 100, model: null, prompt: null };
    this.current = { ...this.current, rollout: { ...nothing, ...rollout } };
  }

  /** Sets what the alias `prod` of a prompt names. */
  serve(name: string, prompt: ServedPrompt): void {
    this.current = { ...this.current, prompts: new Map([...this.current.prompts, [name, prompt]]) };
  }
}

export const TEST_ROLLOUT_ID = '0193a000-0000-7000-8000-000000000001';

/** A version of a prompt that puts words around the caller's. */
export function servedPrompt(
  version: string,
  user = '{{prompt}}',
  more: { system?: string; parameters?: Record<string, unknown> } = {},
): ServedPrompt {
  const [name = ''] = version.split('@');
  return { version, template: promptTemplateSchema.parse({ name, user, ...more }) };
}
