import { isRecord } from '#lib/domain/completion/usage.ts';
import { rolloutPlanSchema, type RolloutPlan } from '#lib/domain/rollout/plan.ts';

export type PlanReading =
  { ok: true; plan: RolloutPlan } | { ok: false; problems: { path: string; message: string }[] };

/** The plan of a start: what it says, and else what rollout.yaml says. */
export function planOf(asked: Readonly<Record<string, unknown>>, fallback: RolloutPlan): PlanReading {
  const parsed = rolloutPlanSchema.safeParse(merge(fallback, asked));
  if (parsed.success) return { ok: true, plan: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => ({
    path: ['plan', ...path].join('.'),
    message,
  }));
  return { ok: false, problems };
}

/** Objects are merged member by member; everything else takes the other's place. */
function merge(base: unknown, change: unknown): unknown {
  if (!isRecord(base) || !isRecord(change)) return change;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(change))
    merged[key] = Object.hasOwn(base, key) ? merge(base[key], value) : value;
  return merged;
}
