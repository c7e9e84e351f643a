import { defineRoute } from '#lib/composition/routes.ts';
import { orInvalid } from '#lib/http/define-route.ts';
import { ProblemError } from '#lib/http/problem.ts';
import { listRuns } from '#lib/services/runs/list-runs.ts';
import { startRun } from '#lib/services/score-run/start-run.ts';

export const GET = defineRoute('GET /api/runs', async ({ ctx, query }) =>
  orInvalid(await listRuns(ctx, query)),
);

export const POST = defineRoute('POST /api/runs', async ({ ctx, principal, body }) => {
  const started = await startRun(ctx, principal, body);
  if (started.ok) return { run_id: started.runId };
  const errors = started.problems
    .slice(0, 100)
    .map(({ choice, message }) => ({ path: choice ?? '', message }));
  throw new ProblemError(422, 'the run can not begin', { errors });
});
