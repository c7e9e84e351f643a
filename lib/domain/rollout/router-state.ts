import { productionNamesOf, type RouterSnapshot, type ServedPrompt } from './assignment.ts';
import type { Kills } from './kill-switches.ts';

/** The rollout in traffic, as it is stored. */
export interface StoredRollout {
  id: string;
  percentage: number;
  model: string | null;
  prompt: { name: string; version: string } | null;
}

/** What the database says about routing. */
export interface RouterState {
  /** Counts changes. */
  version: number;
  /** The model that a promotion made production, and the configured one that it replaced. */
  promoted: { model: string; configuredModel: string; rolloutId: string | null } | null;
  rollout: StoredRollout | null;
  kills: Kills;
  freeze: { at: Date; reason: string; rolloutId: string | null } | null;
}

/** Templates of the versions that the state names. */
export interface RouterPrompts {
  served: ReadonlyMap<string, ServedPrompt>;
  /** The candidate's version; null where there is none, or it isn't there. */
  candidate: ServedPrompt | null;
}

export interface ModelNames {
  /** `current_model` of model_version.yaml. */
  configuredModel: string;
  /** The models of models.yaml. */
  listed: readonly string[];
}

/** A promotion holds while the configuration is the one that it replaced: a change of the file is the newer decision. */
export function activePromotion(state: RouterState | null, configuredModel: string): RouterState['promoted'] {
  const promoted = state?.promoted ?? null;
  return promoted?.configuredModel === configuredModel ? promoted : null;
}

/** What requests are decided by; without a state, what is configured. */
export function snapshotOf(
  state: RouterState | null,
  prompts: RouterPrompts,
  { configuredModel, listed }: ModelNames,
): RouterSnapshot {
  const productionModel = activePromotion(state, configuredModel)?.model ?? configuredModel;
  const rollout = state?.rollout ?? null;
  // A candidate whose prompt can't be rendered isn't what was to be tried.
  const isComplete = rollout !== null && (rollout.prompt === null || prompts.candidate !== null);
  return {
    productionModel,
    productionNames: productionNamesOf(configuredModel, productionModel, listed),
    prompts: prompts.served,
    rollout: isComplete
      ? {
          id: rollout.id,
          percentage: rollout.percentage,
          model: rollout.model,
          prompt:
            rollout.prompt && prompts.candidate ? { name: rollout.prompt.name, ...prompts.candidate } : null,
        }
      : null,
  };
}
