import { costOf } from '#lib/domain/cost/price.ts';
import { isPermanent } from '#lib/domain/jobs/job.ts';
import { judgementScore, readJudgement, type Judgement } from '#lib/domain/judge/judgement.ts';
import { judgeMessages, judgementJsonSchema, type JudgeMaterial } from '#lib/domain/judge/prompt.ts';
import type { Rubric } from '#lib/domain/judge/rubric.ts';
import type { Context } from './context.ts';

/** A judge's verdict on one answer. A score that can't be had is missing, never 0. */
export interface JudgedAnswer {
  /** In [0, 1]; null when missing. */
  score: number | null;
  judgement: Judgement | null;
  missingReason: string | null;
  costUsd: number | null;
}

type JudgeContext = Pick<Context, 'config' | 'models' | 'chatModels' | 'random'>;

const ATTEMPTS = 2;

/**
 * Has the judge score one answer against a rubric: strict JSON, one more try when it breaks the form, then missing.
 * Throws only when the judge can't be reached; that is worth another try later.
 */
export async function judgeAnswer(
  ctx: JudgeContext,
  rubric: Rubric,
  material: JudgeMaterial,
): Promise<JudgedAnswer> {
  if (!/[\p{L}\p{N}]/u.test(material.answer)) return contentless(rubric);
  let problem = '';
  let costUsd: number | null = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const reply = await ask(ctx, rubric, material);
    costUsd = reply.costUsd === null || costUsd === null ? null : costUsd + reply.costUsd;
    const reading = readJudgement(reply.text, rubric);
    if (!reading.ok) {
      problem = reading.problem;
      continue;
    }
    const { judgement } = reading;
    if (judgement.injection_suspected) {
      return { score: null, judgement, missingReason: 'the answer seems to address its judge', costUsd };
    }
    const score = judgementScore(judgement, rubric);
    const missingReason = score === null ? 'no criterion applies' : null;
    return { score, judgement, missingReason, costUsd };
  }
  return {
    score: null,
    judgement: null,
    missingReason: `the judge's reply is not usable: ${problem}`,
    costUsd,
  };
}

async function ask(ctx: JudgeContext, rubric: Rubric, material: JudgeMaterial) {
  const route = ctx.models.route(ctx.config.scorer.judge_model);
  const messages = judgeMessages(rubric, material, ctx.random.hex(8));
  const call = (structured: boolean) =>
    ctx.chatModels.complete({
      route,
      messages,
      parameters: {
        temperature: ctx.config.scorer.judge_temperature,
        ...(structured ? { response_format: responseFormat(rubric) } : {}),
      },
      timeoutMs: ctx.config.shadow.judge_timeout_ms,
    });
  // Servers without structured output refuse the request for it; the form is asked for in words too.
  const answer = await call(true).catch((error: unknown) => {
    if (isPermanent(error)) return call(false);
    throw error;
  });
  return { text: answer.text, costUsd: costOf(answer.usage, route.price).costUsd };
}

function responseFormat(rubric: Rubric) {
  return {
    type: 'json_schema',
    json_schema: { name: 'judgement', strict: true, schema: judgementJsonSchema(rubric) },
  };
}

/** An answer without a letter or a digit is worth nothing, and no judge needs to be paid (or fooled) to say so. */
function contentless(rubric: Rubric): JudgedAnswer {
  const evidence = 'The answer holds no letter or digit (scored by rule).';
  const criteria = rubric.criteria.map(({ id }) => ({ id, evidence, score: 0, not_applicable: false }));
  return { score: 0, judgement: { criteria, injection_suspected: false }, missingReason: null, costUsd: 0 };
}
