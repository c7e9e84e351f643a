import { defineRoute } from '#lib/composition/routes.ts';
import { orUserProblem } from '#lib/http/user-problem.ts';
import { changeRole, removeUser } from '#lib/services/users/change-role.ts';

export const PATCH = defineRoute('PATCH /api/users/{id}', async ({ ctx, principal, params, body }) =>
  orUserProblem(await changeRole(ctx, principal, params.id ?? '', body.role)),
);

export const DELETE = defineRoute('DELETE /api/users/{id}', async ({ ctx, principal, params }) =>
  orUserProblem(await removeUser(ctx, principal, params.id ?? '')),
);
