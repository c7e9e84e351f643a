import type { GatewayCall, GatewayReply } from './gateway-call.ts';

/** `GET /v1/models`: the configured models and the current one. */
export function listModels({ ctx }: GatewayCall): GatewayReply {
  const { current_model: current } = ctx.config.modelVersion;
  const names = [...new Set([current, ...ctx.models.names])];
  const data = names.map((id) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: ctx.models.route(id).upstream.name,
  }));
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ object: 'list', data }),
  };
}
