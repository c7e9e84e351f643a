import { defineRoute } from '#lib/composition/routes.ts';
import { createApiKey } from '#lib/services/create-api-key.ts';
import { listApiKeys } from '#lib/services/list-api-keys.ts';

export const GET = defineRoute('GET /api/keys', ({ ctx }) => listApiKeys(ctx));

export const POST = defineRoute('POST /api/keys', ({ ctx, principal, body }) =>
  createApiKey(ctx, principal, body),
);
