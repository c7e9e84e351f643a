import { defineRoute } from '#lib/composition/routes.ts';
import { ProblemError } from '#lib/http/problem.ts';
import { listPrompts } from '#lib/services/prompts/list-prompts.ts';
import { pushPrompt } from '#lib/services/prompts/push-prompt.ts';

export const GET = defineRoute('GET /api/prompts', ({ ctx }) => listPrompts(ctx));

export const POST = defineRoute('POST /api/prompts', async ({ ctx, principal, body }) => {
  const outcome = await pushPrompt(ctx, principal, body);
  if (!outcome.ok) throw new ProblemError(409, outcome.reason);
  return outcome.pushed;
});
