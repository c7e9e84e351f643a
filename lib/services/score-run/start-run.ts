import type { StartRun } from '#lib/contracts/runs.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { insertNewRun } from '../runs/insert-new-run.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import type { PlanProblem } from './run-workshop.ts';

type StartContext = Pick<Context, 'pool' | 'clock' | 'newId' | 'jobs' | 'runs' | 'models'>;

export type StartOutcome = { ok: true; runId: string } | { ok: false; problems: PlanProblem[] };

/** Queues a run that the server does itself. Its row and its job appear together, or neither does. */
export async function startRun(ctx: StartContext, actor: Principal, asked: StartRun): Promise<StartOutcome> {
  const runId = ctx.newId(ctx.clock.nowMs());
  const planned = await ctx.runs.plan(runId, asked);
  if (!planned.ok) return planned;
  const { plan, config } = planned;
  const route = ctx.models.route(plan.model);
  const createdBy = actor.name || actor.id;
  await inTransaction(ctx.pool, async (client) => {
    await insertNewRun(ctx, client, {
      id: runId,
      model: route.label,
      isSimulated: route.isSimulated,
      promptVersion: plan.promptVersion,
      params: { model: plan.model, repeats: config.scorer.repeats, sample: plan.sample },
      tags: plan.tags,
      repeats: config.scorer.repeats,
      examples: plan.examples.length,
      createdBy,
    });
    // The version, not its movable name: the job must ask with the same words.
    const pinned = plan.template && plan.promptVersion ? { prompt: plan.promptVersion } : {};
    await ctx.jobs.enqueueRun(client, { ...asked, ...pinned, run_id: runId, created_by: createdBy });
    await writeAuditEntry(ctx, client, { actor: actor.id, action: 'run.start', target: runId });
  });
  return { ok: true, runId };
}
