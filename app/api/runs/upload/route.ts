import { defineRoute } from '#lib/composition/routes.ts';
import { uploadRun } from '#lib/http/upload-run.ts';

export const POST = defineRoute('POST /api/runs/upload', ({ ctx, principal, body }) =>
  uploadRun(ctx, principal, body),
);
