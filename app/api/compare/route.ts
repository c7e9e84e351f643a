import { defineRoute } from '#lib/composition/routes.ts';
import { gateSettings } from '#lib/config/gate-schema.ts';
import { ProblemError } from '#lib/http/problem.ts';
import { compareRuns } from '#lib/services/compare/compare-runs.ts';

export const GET = defineRoute('GET /api/compare', async ({ ctx, query }) => {
  const comparing = await compareRuns(ctx, query.runs, gateSettings(ctx.config.scorer, {}));
  if (!comparing.ok) throw new ProblemError(comparing.status, comparing.reason);
  return comparing.comparison;
});
