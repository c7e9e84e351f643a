import type { Jobs } from '#lib/contracts/jobs.ts';
import { isRecord } from '#lib/domain/completion/usage.ts';
import type { Context } from './context.ts';
import { shadowStop } from './costs/shadow-budget.ts';

const LATEST = 20;

/** Background jobs by state, and the latest that failed for good. */
export async function getJobs(
  ctx: Pick<Context, 'prisma' | 'jobs' | 'pool' | 'config' | 'clock'>,
): Promise<Jobs> {
  const [shadowStopped, counts, deadLettered, letters] = await Promise.all([
    shadowStop(ctx),
    ctx.jobs.counts(),
    ctx.prisma.deadLetter.count(),
    ctx.prisma.deadLetter.findMany({ orderBy: { failedAt: 'desc' }, take: LATEST }),
  ]);
  return {
    engine: ctx.jobs.engine,
    shadow_stopped: shadowStopped,
    counts: { ...counts, dead_lettered: deadLettered },
    dead_letters: letters.map(({ jobId, name, reason, attempts, failedAt, data }) => ({
      job_id: jobId,
      name,
      reason,
      attempts,
      failed_at: failedAt.toISOString(),
      chat_log_id: isRecord(data) && typeof data.chat_log_id === 'string' ? data.chat_log_id : null,
    })),
  };
}
