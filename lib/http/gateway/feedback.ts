import { giveFeedbackSchema } from '#lib/contracts/feedback.ts';
import { readJsonBody } from '../body.ts';
import { orAway } from '../database-away.ts';
import { validationProblem } from '../problem.ts';
import type { GatewayCall, GatewayReply } from './gateway-call.ts';

/** Answered here and not by Next alone, because only here a caller is known to be on this machine. */
export const FEEDBACK_PATH = '/api/feedback';
const MAX_BODY_BYTES = 64 * 1024;

/** `POST /api/feedback`: rates an answer. */
export async function answerFeedback({ ctx, request }: GatewayCall): Promise<GatewayReply> {
  const { value } = await readJsonBody(request, MAX_BODY_BYTES);
  const parsed = giveFeedbackSchema.safeParse(value);
  if (!parsed.success) throw validationProblem(parsed.error, 'the body');
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(await orAway(ctx.storeFeedback(parsed.data))),
  };
}
