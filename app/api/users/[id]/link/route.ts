import { defineRoute } from '#lib/composition/routes.ts';
import { orNotFound } from '#lib/http/define-route.ts';
import { renewSignInLink } from '#lib/services/users/invite-user.ts';

export const POST = defineRoute('POST /api/users/{id}/link', async ({ ctx, principal, params }) =>
  orNotFound(await renewSignInLink(ctx, principal, params.id ?? ''), 'such person'),
);
