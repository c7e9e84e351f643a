import { DELIVER_ALERT_QUEUE } from '#inngest/jobs/alert-jobs.ts';
import { EVALUATE_EXCHANGE_QUEUE } from '#inngest/jobs/evaluate-exchange-job.ts';
import { SCORE_RUN_QUEUE } from '#inngest/jobs/score-run-job.ts';
import type { Pool } from 'pg';
import { md5Hex } from '#lib/adapters/crypto/digest.ts';
import { createEmbeddedEngine } from '#lib/adapters/jobs/embedded-engine.ts';
import type { Environment } from '#lib/config/environment.ts';
import type { ConfigFiles } from '#lib/config/files.ts';
import type { JobQueue } from '#lib/services/context.ts';
import { withinBudget } from '#lib/services/costs/budgeted-jobs.ts';
import { sampledEvaluations } from '#lib/services/evaluation/sampled-evaluations.ts';
import type { Clock } from '#lib/services/gateway/gateway-context.ts';
import type { Logger } from '#lib/services/logger.ts';
import { OutageLog } from './outage-log.ts';

/** The job queue of this process. On Inngest it is the outbox: jobs wait in the database until Inngest has taken them. */
export function buildJobs(input: {
  pool: Pool;
  isEmbedded: boolean;
  env: Environment;
  config: ConfigFiles;
  log: Logger;
  clock: Pick<Clock, 'nowMs'>;
}) {
  const { env, log } = input;
  const outages = new OutageLog(log, 'the job queue');
  const engine = createEmbeddedEngine({
    pool: input.pool,
    isAlone: input.isEmbedded,
    concurrency: env.jobConcurrency,
    onError: (error) => outages.failed(error),
    onAnswer: () => outages.succeeded(),
  });
  const queue: JobQueue = {
    engine: env.usesInngest ? 'inngest' : 'embedded',
    enqueueShadow: withinBudget(
      (client, jobs) =>
        engine.enqueue(
          client,
          input.config.shadow.scoring.queue_name,
          jobs.map((data) => ({ id: data.chat_log_id, data })),
        ),
      input,
    ),
    enqueueEvaluations: sampledEvaluations(
      (client, jobs) => engine.enqueue(client, EVALUATE_EXCHANGE_QUEUE, jobs),
      { config: input.config, md5Hex },
    ),
    enqueueRun: (client, data) => engine.enqueue(client, SCORE_RUN_QUEUE, [{ id: data.run_id, data }]),
    enqueueDeliveries: (client, jobs, waitMs) =>
      engine.enqueue(
        client,
        DELIVER_ALERT_QUEUE,
        jobs.map(({ job_id: id, delivery_id }) => ({
          ...{ id, data: { delivery_id } },
          startAfterSeconds: waitMs / 1000,
        })),
      ),
    settle: (name, jobId) => engine.settle(name, jobId),
    counts: () => engine.counts(),
  };
  return { engine, queue };
}
