import { defineRoute } from '#lib/composition/routes.ts';
import { orNotFound } from '#lib/http/define-route.ts';
import { fileResponse } from '#lib/http/file-response.ts';
import { getRunArtifact } from '#lib/services/runs/get-run-artifact.ts';

export const GET = defineRoute('GET /api/runs/{id}/artifacts/{name}', async ({ ctx, params }) => {
  const { id = '', name = '' } = params;
  return fileResponse(name, orNotFound(await getRunArtifact(ctx, id, name), 'such file of this run'));
});
