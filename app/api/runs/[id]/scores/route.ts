import { defineRoute } from '#lib/composition/routes.ts';
import { orNotFound } from '#lib/http/define-route.ts';
import { fileStreamResponse } from '#lib/http/file-response.ts';
import { ProblemError } from '#lib/http/problem.ts';
import { exportScores } from '#lib/services/runs/export-scores.ts';

export const GET = defineRoute('GET /api/runs/{id}/scores', async ({ ctx, params }) => {
  const { id = '' } = params;
  const pieces = orNotFound(await exportScores(ctx, id), 'such run');
  if (pieces === 'unfinished') throw new ProblemError(409, 'the run has no scores yet');
  return fileStreamResponse('scores.json', 'application/json', pieces);
});
