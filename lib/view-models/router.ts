import type { Router } from '#lib/contracts/rollouts.ts';
import { formatDuration } from './time.ts';

/** An older state serves no candidate. */
const OLD_MS = 1_000;
/** Without a candidate nobody misses anything that soon. */
const VERY_OLD_MS = 10_000;

/** What serves production, in words. */
export interface RouterView {
  model: string;
  /** Why this model. */
  source: string;
  /** Set where a promotion made it production. */
  rolloutId: string | null;
  /** What is wrong with what this server knows of it; null when nothing is. */
  warning: string | null;
}

export function prepareRouter({ production, canary, age_ms: ageMs }: Router): RouterView {
  const isPromoted = production.source === 'rollout';
  return {
    model: production.model,
    source: isPromoted
      ? `promoted by a rollout; model_version.yaml still names ${production.configured_model}`
      : 'as model_version.yaml says',
    rolloutId: isPromoted ? production.rollout_id : null,
    warning: warningOf(ageMs, canary !== null),
  };
}

function warningOf(ageMs: number | null, hasCanary: boolean): string | null {
  const consequence = 'production answers everything until it is known again.';
  if (ageMs === null) return `This server has not read the state of rollouts yet: ${consequence}`;
  if (ageMs <= (hasCanary ? OLD_MS : VERY_OLD_MS)) return null;
  return `What this server knows of rollouts is ${formatDuration(ageMs)} old: ${consequence}`;
}
