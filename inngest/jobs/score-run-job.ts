import { scoreRunJobSchema } from '#lib/contracts/events.ts';
import { scoreOnServer } from '#lib/services/score-run/score-on-server.ts';
import { defineJob, type JobDefinition } from '../job-definition.ts';

export const SCORE_RUN_QUEUE = 'score_run';

const A_DAY = 86_400;

/** Scores the golden set. One run at a time: they share the model server's limits. */
export function scoreRunJob(): JobDefinition {
  return defineJob({
    queue: SCORE_RUN_QUEUE,
    event: 'lrg/run.started',
    data: scoreRunJobSchema,
    // A run fails by itself when its model does; what is retried here is a killed process or a database that was away.
    retries: 10,
    retryDelaySeconds: 5,
    keepSeconds: 7 * A_DAY,
    expireSeconds: A_DAY,
    concurrency: 1,
    run: ({ ctx, data }) => scoreOnServer(ctx, data),
  });
}
