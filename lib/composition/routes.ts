import { createDefineRoute } from '#lib/http/define-route.ts';
import { health, ready } from '#lib/http/health.ts';
import { answerWebRequest } from '#lib/http/gateway/web-mount.ts';
import { getApplication } from './running.ts';

/** `defineRoute` on the running application. */
export const defineRoute = createDefineRoute(async () => (await getApplication()).ctx);

/** The gateway as a Next route handler. */
export async function gatewayRoute(request: Request): Promise<Response> {
  return answerWebRequest((await getApplication()).ctx, request);
}

export async function readyRoute(request: Request): Promise<Response> {
  // Which address such a host listens on is unknown here, so nobody counts as local.
  return ready((await getApplication()).ctx, request, false);
}

export function healthRoute(): Response {
  return health();
}
