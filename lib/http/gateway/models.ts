import type { GatewayCall } from './gateway-call.ts';

/** `GET /v1/models`: the configured models and the current one. */
export function listModels({ ctx }: GatewayCall): Response {
  const { current_model: current } = ctx.config.modelVersion;
  const names = [...new Set([current, ...ctx.models.names])];
  const data = names.map((id) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: ctx.models.route(id).upstream.name,
  }));
  return Response.json({ object: 'list', data });
}
