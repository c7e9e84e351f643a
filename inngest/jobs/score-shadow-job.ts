import type { ConfigFiles } from '#lib/config/files.ts';
import { shadowJobSchema } from '#lib/contracts/events.ts';
import { scoreShadow } from '#lib/services/score-shadow.ts';
import { defineJob, type JobDefinition } from '../job-definition.ts';

const SHADOW_EVENT = 'lrg/shadow.sampled';

/** Evaluates one sampled exchange. */
export function scoreShadowJob({ shadow }: ConfigFiles): JobDefinition {
  return defineJob({
    queue: shadow.scoring.queue_name,
    event: SHADOW_EVENT,
    data: shadowJobSchema,
    retries: shadow.retries,
    retryDelaySeconds: shadow.retry_delay_seconds,
    keepSeconds: shadow.scoring.result_ttl,
    run: ({ ctx, data, step }) => scoreShadow(ctx, data, step),
  });
}
