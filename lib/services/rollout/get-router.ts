import type { Router } from '#lib/contracts/rollouts.ts';
import type { Context } from '../context.ts';

/** What this process goes by now, from memory: it needs no database. */
export function getRouter(ctx: Pick<Context, 'router' | 'config'>): Router {
  const { router, config } = ctx;
  const { state, promotion, ageMs } = router;
  const { shadow, canary } = router.kills.effective;
  const rollout = state?.rollout ?? null;
  const freeze = state?.freeze ?? null;
  return {
    version: state?.version ?? 0,
    production: {
      model: router.current.productionModel,
      source: promotion ? 'rollout' : 'configuration',
      rollout_id: promotion?.rolloutId ?? null,
      configured_model: router.configuredModel,
    },
    canary: rollout && {
      rollout_id: rollout.id,
      percentage: rollout.percentage,
      candidate: { model: rollout.model, prompt: rollout.prompt },
    },
    is_shadow_killed: shadow,
    is_canary_killed: canary,
    freeze: freeze && { at: freeze.at.toISOString(), reason: freeze.reason, rollout_id: freeze.rolloutId },
    age_ms: Number.isFinite(ageMs) ? Math.round(ageMs) : null,
    default_plan: config.rollout.default,
  };
}
