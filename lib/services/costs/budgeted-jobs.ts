import type { JobQueue } from '../context.ts';
import type { ConfigFiles } from '#lib/config/files.ts';
import type { Clock } from '../gateway/gateway-context.ts';
import { shadowStop } from './shadow-budget.ts';

/** Leaves shadow jobs out once a budget is used up. It is looked up on the caller's own connection. */
export function withinBudget(
  enqueueShadow: JobQueue['enqueueShadow'],
  ctx: { config: ConfigFiles; clock: Pick<Clock, 'nowMs'> },
): JobQueue['enqueueShadow'] {
  return async (client, jobs) => {
    if ((await shadowStop({ ...ctx, pool: client })) === null) await enqueueShadow(client, jobs);
  };
}
