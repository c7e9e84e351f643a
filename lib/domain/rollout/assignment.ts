import type { PromptTemplate } from '../prompts/prompt-template.ts';
import { bucketOf, isSampled, type Md5Hex } from '../sampling/bucket.ts';

/** The model name that means production, whatever serves it. */
export const PRODUCTION_ALIAS = 'prod';

/** One version of a prompt, ready to be rendered. */
export interface ServedPrompt {
  version: string;
  template: PromptTemplate;
}

/** A candidate in traffic. */
export interface ActiveRollout {
  id: string;
  /** The candidate's share, 0 to 100. */
  percentage: number;
  /** Null where the rollout is of a prompt alone. */
  model: string | null;
  /** Null where the rollout is of a model alone. */
  prompt: (ServedPrompt & { name: string }) | null;
}

/** What decides about requests now; made once for each change, read by every request. */
export interface RouterSnapshot {
  productionModel: string;
  /** Model names that ask for production, beside no name at all. */
  productionNames: ReadonlySet<string>;
  /** Versions that the alias `prod` names, by the prompt's name. */
  prompts: ReadonlyMap<string, ServedPrompt>;
  rollout: ActiveRollout | null;
}

export interface RouteRequest {
  /** As the caller named it. */
  model: string | null;
  /** Name of the prompt that is to be rendered; null where the caller's words go to the model as they are. */
  promptName: string | null;
  /** What keeps a caller on one side: session, else user, else request. Asked for only when there is something to decide. */
  unit: () => string;
}

/** A rollout's decision about one request. */
export interface RolloutSide {
  rolloutId: string;
  /** In [0, 9999]. */
  bucket: number;
  variant: 'canary' | 'production';
}

export interface ChosenRoute {
  model: string;
  /** Null where none was asked for, and where the name is unknown. */
  prompt: ServedPrompt | null;
  /** Null where no rollout decided. */
  side: RolloutSide | null;
}

/** The names that ask for production; `prod` is a model of its own where the configuration lists one. */
export function productionNamesOf(
  configuredModel: string,
  productionModel: string,
  listedModels: readonly string[],
): ReadonlySet<string> {
  const names = new Set([configuredModel, productionModel]);
  if (!listedModels.includes(PRODUCTION_ALIAS)) names.add(PRODUCTION_ALIAS);
  return names;
}

/**
 * Which model and prompt version serve a request, and on which side of a rollout it is. A rollout with a model decides for
 * requests that ask for production; one of a prompt alone for whoever has the prompt rendered, by whichever model, since its
 * promotion moves the prompt for all of them.
 */
export function chooseSide(snapshot: RouterSnapshot, request: RouteRequest, md5Hex: Md5Hex): ChosenRoute {
  const { model, promptName } = request;
  const prompt = promptName === null ? null : (snapshot.prompts.get(promptName) ?? null);
  // Who names another model gets that model.
  const isOther = model !== null && !snapshot.productionNames.has(model);
  const control = { model: isOther ? model : snapshot.productionModel, prompt };
  const { rollout } = snapshot;
  if (rollout === null) return { ...control, side: null };
  const rendersCandidate = rollout.prompt !== null && rollout.prompt.name === promptName;
  if (rollout.model === null ? !rendersCandidate : isOther) return { ...control, side: null };
  const bucket = bucketOf('canary', request.unit(), md5Hex);
  const side = { rolloutId: rollout.id, bucket };
  if (!isSampled(bucket, rollout.percentage)) return { ...control, side: { ...side, variant: 'production' } };
  return {
    model: rollout.model ?? control.model,
    prompt: rendersCandidate ? rollout.prompt : prompt,
    side: { ...side, variant: 'canary' },
  };
}
