import { getReadiness } from '#lib/services/get-readiness.ts';
import {
  authenticate,
  type AccessContext,
  type AccessRule,
  type HeaderSource,
} from './access/authenticate.ts';
import { isProblem, problemResponse } from './problem.ts';

const READY: AccessRule = { scope: 'read', isOpenLocally: true };
const HEADERS = { 'cache-control': 'no-store' };

/** `GET /health`: this process answers. Open to everybody. */
export function health(): Response {
  return Response.json({ status: 'ok' }, { headers: HEADERS });
}

/**
 * `GET /ready`: the state of the parts. It names models and rollouts, so that on an address that others can reach it asks
 * for the scope `read`, as `/metrics` does.
 *
 * @param isLocalCaller whether the connection came from this machine to a server that listens for it alone
 */
export async function ready(
  ctx: Parameters<typeof getReadiness>[0] & { access: AccessContext },
  request: HeaderSource,
  isLocalCaller: boolean,
): Promise<Response> {
  try {
    await authenticate(ctx.access, request, READY, isLocalCaller);
  } catch (error) {
    if (isProblem(error)) return problemResponse(error);
    throw error;
  }
  return Response.json(await getReadiness(ctx), { headers: HEADERS });
}
