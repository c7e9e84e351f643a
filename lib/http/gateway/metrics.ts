import { EXPOSITION_TYPE } from '#lib/domain/telemetry/exposition.ts';
import type { GatewayCall, GatewayReply } from './gateway-call.ts';

/** `GET /metrics`: counters of this process for Prometheus. */
export async function answerMetrics({ ctx }: GatewayCall): Promise<GatewayReply> {
  return {
    status: 200,
    headers: { 'content-type': EXPOSITION_TYPE, 'cache-control': 'no-store' },
    body: await ctx.metrics(),
  };
}
