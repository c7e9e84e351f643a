import type { PoolClient } from 'pg';
import { sharesOf } from '#lib/config/evaluation-schema.ts';
import type { ConfigFiles } from '#lib/config/files.ts';
import type { EvaluationJobData } from '#lib/contracts/events.ts';
import { chooseEvaluation } from '#lib/domain/evaluation/decide.ts';
import { deriveUuid7 } from '#lib/domain/ids/uuid7.ts';
import type { Md5Hex } from '#lib/domain/sampling/bucket.ts';
import type { JobQueue } from '../context.ts';

type Enqueue = (
  client: PoolClient,
  jobs: readonly { id: string; data: EvaluationJobData }[],
) => Promise<void>;

/**
 * Of the exchanges that were stored, adds a job for those that the sampling chooses. The job's id is derived from the
 * exchange's and differs from it, which is the id of the exchange's shadow job.
 */
export function sampledEvaluations(
  enqueue: Enqueue,
  { config, md5Hex }: { config: Pick<ConfigFiles, 'evaluation'>; md5Hex: Md5Hex },
): JobQueue['enqueueEvaluations'] {
  const shares = sharesOf(config.evaluation);
  return async (client, exchanges) => {
    const jobs = exchanges.flatMap((exchange) => {
      const choice = chooseEvaluation(exchange, shares, md5Hex);
      if (choice === 'none') return [];
      const data = { chat_log_id: exchange.id, is_judged: choice === 'judge' };
      return [{ id: deriveUuid7(exchange.id, md5Hex(`evaluate:${exchange.id}`)), data }];
    });
    if (jobs.length > 0) await enqueue(client, jobs);
  };
}
