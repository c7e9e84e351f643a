import { defineRoute } from '#lib/composition/routes.ts';
import { ProblemError } from '#lib/http/problem.ts';
import { setKillSwitch } from '#lib/services/rollout/set-kill-switch.ts';

export const POST = defineRoute('POST /api/kill-switch', async ({ ctx, principal, body }) => {
  const { killed, isKept } = await setKillSwitch(ctx, principal, body);
  if (isKept) return killed;
  throw new ProblemError(
    503,
    'the switch is set in this process until it ends: neither the disk nor the database can keep it',
  );
});
