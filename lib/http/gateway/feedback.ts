import { isUnavailable } from '#lib/adapters/db/is-unavailable.ts';
import { giveFeedbackSchema, type Feedback, type GiveFeedback } from '#lib/contracts/feedback.ts';
import { readJsonBody } from '../body.ts';
import { ProblemError, validationProblem } from '../problem.ts';
import type { GatewayCall, GatewayHttpContext, GatewayReply } from './gateway-call.ts';

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
    body: JSON.stringify(await store(ctx, parsed.data)),
  };
}

async function store(ctx: GatewayHttpContext, feedback: GiveFeedback): Promise<Feedback> {
  try {
    return await ctx.storeFeedback(feedback);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    const headers = { 'retry-after': '5' };
    throw new ProblemError(503, 'the database can not be reached now; try again in a moment', { headers });
  }
}
