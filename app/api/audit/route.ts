import { defineRoute } from '#lib/composition/routes.ts';
import { orBadCursor } from '#lib/http/define-route.ts';
import { listAuditEntries } from '#lib/services/list-audit-entries.ts';

export const GET = defineRoute('GET /api/audit', async ({ ctx, query }) =>
  orBadCursor(await listAuditEntries(ctx, query)),
);
