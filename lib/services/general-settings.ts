import type { GeneralSettings } from '#lib/contracts/general-settings.ts';
import { DETECTOR_KINDS } from '#lib/domain/privacy/detector.ts';
import type { Context } from './context.ts';

/** What is configured and may be seen by everybody who is signed in: no secrets, no addresses of people. */
export function generalSettings({
  config,
  env,
  router,
}: Pick<Context, 'config' | 'env'> & { router: Pick<Context['router'], 'current'> }): GeneralSettings {
  const { mode, patterns } = config.privacy;
  const { raw_days: rawDays, minute_days: minuteDays } = config.telemetry.retention;
  const { github, oidc, allowedDomains, defaultRole } = env.signIn;
  const fallback = config.models.default_upstream;
  return {
    privacy: {
      mode,
      patterns: [...DETECTOR_KINDS.filter((kind) => patterns[kind]), ...Object.keys(patterns.own)],
    },
    retention: { rawDays, minuteDays },
    signIn: {
      providers: [...(github ? ['GitHub'] : []), ...(oidc ? [oidc.name] : [])],
      allowedDomains,
      defaultRole,
    },
    models: Object.entries(config.models.models).map(([name, model]) => ({
      name,
      upstream: model.upstream ?? fallback,
      contextLimit: model.context_limit ?? null,
      price: model.price_per_million
        ? {
            input: model.price_per_million.input,
            cachedInput: model.price_per_million.cached_input ?? null,
            output: model.price_per_million.output,
          }
        : null,
      priceSource: model.price_source ?? null,
    })),
    currentModel: router.current.productionModel,
  };
}
