import { defineRoute } from '#lib/composition/routes.ts';
import { ProblemError } from '#lib/http/problem.ts';
import { inviteUser } from '#lib/services/users/invite-user.ts';
import { listUsers } from '#lib/services/users/list-users.ts';

export const GET = defineRoute('GET /api/users', ({ ctx }) => listUsers(ctx));

export const POST = defineRoute('POST /api/users', async ({ ctx, principal, body }) => {
  const link = await inviteUser(ctx, principal, body);
  if (link === null) throw new ProblemError(409, 'this e-mail address has an account already');
  return link;
});
