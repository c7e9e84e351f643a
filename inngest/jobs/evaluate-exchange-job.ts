import type { ConfigFiles } from '#lib/config/files.ts';
import { evaluationJobSchema } from '#lib/contracts/events.ts';
import { evaluateExchange } from '#lib/services/evaluation/evaluate-exchange.ts';
import { defineJob, type JobDefinition } from '../job-definition.ts';

export const EVALUATE_EXCHANGE_QUEUE = 'evaluate_exchange';

/** Long enough that an exchange that is stored again finds its job done. */
const KEEP_SECONDS = 7 * 24 * 3_600;

/** Evaluates one exchange: by rules, and by the judge where it was chosen for it. */
export function evaluateExchangeJob({ evaluation }: ConfigFiles): JobDefinition {
  return defineJob({
    queue: EVALUATE_EXCHANGE_QUEUE,
    event: 'lrg/exchange.stored',
    data: evaluationJobSchema,
    retries: evaluation.retries,
    retryDelaySeconds: evaluation.retry_delay_seconds,
    keepSeconds: KEEP_SECONDS,
    run: ({ ctx, data, step }) => evaluateExchange(ctx, data, step),
  });
}
