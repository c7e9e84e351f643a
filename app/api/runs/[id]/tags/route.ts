import { defineRoute } from '#lib/composition/routes.ts';
import { orNotFound } from '#lib/http/define-route.ts';
import { tagRun } from '#lib/services/runs/tag-run.ts';

export const PATCH = defineRoute('PATCH /api/runs/{id}/tags', async ({ ctx, principal, params, body }) =>
  orNotFound(await tagRun(ctx, principal, params.id ?? '', body.tags), 'such run'),
);
