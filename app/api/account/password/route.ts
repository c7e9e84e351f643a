import { defineRoute } from '#lib/composition/routes.ts';
import { changeOwnPassword } from '#lib/http/change-own-password.ts';

export const PUT = defineRoute('PUT /api/account/password', ({ ctx, principal, body }) =>
  changeOwnPassword(ctx, principal, body),
);
