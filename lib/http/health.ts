import { getReadiness } from '#lib/services/get-readiness.ts';

const HEADERS = { 'cache-control': 'no-store' };

/** `GET /health`: this process answers. Open to everybody. */
export function health(): Response {
  return Response.json({ status: 'ok' }, { headers: HEADERS });
}

/** `GET /ready`: the state of the parts. */
export async function ready(ctx: Parameters<typeof getReadiness>[0]): Promise<Response> {
  return Response.json(await getReadiness(ctx), { headers: HEADERS });
}
