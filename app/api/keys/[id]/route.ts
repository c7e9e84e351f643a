import { defineRoute } from '#lib/composition/routes.ts';
import { orNotFound } from '#lib/http/define-route.ts';
import { revokeApiKey } from '#lib/services/revoke-api-key.ts';

export const DELETE = defineRoute('DELETE /api/keys/{id}', async ({ ctx, principal, params }) => {
  orNotFound((await revokeApiKey(ctx, principal, params.id ?? '')) || null, 'such valid key');
  return undefined;
});
