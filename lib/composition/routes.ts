import { createDefineRoute } from '#lib/http/define-route.ts';
import { health, ready } from '#lib/http/health.ts';
import { handleGateway } from '#lib/http/gateway/gateway.ts';
import { getApplication } from './running.ts';

/** `defineRoute` on the running application. */
export const defineRoute = createDefineRoute(async () => (await getApplication()).ctx);

/** The gateway as a Next route handler, for hosts that run Next without this application's own server. */
export async function gatewayRoute(request: Request): Promise<Response> {
  // Which address such a host listens on is unknown here, so nobody counts as local.
  return handleGateway((await getApplication()).ctx, request, false);
}

export async function readyRoute(): Promise<Response> {
  return ready((await getApplication()).ctx);
}

export function healthRoute(): Response {
  return health();
}
