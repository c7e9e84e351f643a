import { PRODUCTION_ALIAS } from '#lib/domain/rollout/assignment.ts';
import type { GatewayCall, GatewayReply } from './gateway-call.ts';

/** `GET /v1/models`: `prod`, which is whatever serves production, the model that does, and the configured models. */
export function listModels({ ctx }: GatewayCall): GatewayReply {
  const { current_model: configured } = ctx.config.modelVersion;
  const { productionModel, productionNames } = ctx.router.current;
  const alias = productionNames.has(PRODUCTION_ALIAS) ? [PRODUCTION_ALIAS] : [];
  const names = [...new Set([...alias, productionModel, configured, ...ctx.models.names])];
  const data = names.map((id) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: ctx.models.route(id === PRODUCTION_ALIAS && alias.length > 0 ? productionModel : id).upstream
      .name,
  }));
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ object: 'list', data }),
  };
}
