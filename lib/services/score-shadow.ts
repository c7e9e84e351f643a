import type { ShadowJobData } from '#lib/contracts/events.ts';
import type { ChatLog } from '#lib/adapters/db/generated/client.ts';
import { costOf } from '#lib/domain/cost/price.ts';
import { isRecord, type TokenUsage } from '#lib/domain/completion/usage.ts';
import { deriveUuid7, timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';
import { PermanentJobError, type JobStep } from '#lib/domain/jobs/job.ts';
import { rougeL } from '#lib/domain/metrics/rouge-l.ts';
import { floorTo, RESOLUTION_MS } from '#lib/domain/telemetry/segments.ts';
import { storableJson, storableText } from '#lib/domain/text/storable.ts';
import { askedMessages } from './asked-messages.ts';
import type { Context } from './context.ts';
import { shadowStop } from './costs/shadow-budget.ts';
import { judgeAnswer, type JudgedAnswer } from './judge-answer.ts';
import { addUsage, NO_USAGE } from './judge-sample.ts';
import { followExchange } from './traces/follow-exchange.ts';

type ShadowContext = Pick<
  Context,
  | 'prisma'
  | 'config'
  | 'models'
  | 'chatModels'
  | 'random'
  | 'clock'
  | 'md5Hex'
  | 'privacy'
  | 'pool'
  | 'ledger'
  | 'log'
> & { router: Pick<Context['router'], 'isShadowKilled'> };

interface CandidateAnswer {
  text: string;
  latencyMs: number;
  usage: TokenUsage | null;
}

/** Why nothing was evaluated. */
type Skip = 'over_budget' | 'killed';

/**
 * Answers a sampled prompt with the candidate, has both answers judged and stores the evaluation. Running it again, at
 * any point, neither stores twice nor repeats a paid step that had succeeded. No model is asked any more once the kill
 * switch is set, in the middle of a job neither.
 */
export async function scoreShadow(
  ctx: ShadowContext,
  data: ShadowJobData,
  step: JobStep,
): Promise<'stored' | 'duplicate' | Skip> {
  const log = await readLog(ctx, data.chat_log_id);
  const route = ctx.models.route(data.candidate_model);
  const id = deriveUuid7(log.id, ctx.md5Hex(`${log.id}:${route.label}`));
  const ts = log.createdAt;
  if (await ctx.prisma.shadowEval.findUnique({ where: { ts_id: { ts, id } }, select: { id: true } }))
    return 'duplicate';

  // Jobs that were queued before the budget was used up, or the switch was set, end here, before anything is paid.
  if ((await shadowStop(ctx)) !== null) return skip(ctx, 'over_budget');
  const isKilled = () => ctx.router.isShadowKilled;
  if (isKilled()) return skip(ctx, 'killed');

  const { prompt, response: served } = log;
  if (prompt === null || served === null)
    throw new PermanentJobError('the text of this exchange is not stored');
  const traced = followExchange(
    ctx,
    { id: log.id, createdAt: ts, latencyMs: log.latencyMs, model: log.modelVersion, traceId: log.traceId },
    step,
  );
  const span = (name: string, model: string) => ({
    name,
    attributes: { 'lrg.job': 'shadow evaluation', 'gen_ai.request.model': model },
  });
  const candidate = await traced.run('candidate', span('ask the candidate', route.label), () =>
    askCandidate(ctx, log, prompt, data.candidate_model),
  );
  if (isKilled()) return skip(ctx, 'killed');
  const isSame = normalised(candidate.text) === normalised(served);
  const { rubric, version: rubricVersion } = ctx.config.rubrics.shadow;
  const timeoutMs = ctx.config.shadow.judge_timeout_ms;
  const judge = (answer: string) => judgeAnswer(ctx, rubric, { prompt, answer }, { timeoutMs });
  const judgeModel = ctx.models.route(ctx.config.scorer.judge_model).label;
  const prod = await traced.run('judge-production', span('judge the served answer', judgeModel), () =>
    judge(served),
  );
  if (!isSame && isKilled()) return skip(ctx, 'killed');
  // The same answer gets the same score: paying for a second opinion would only add noise to a delta of 0.
  const shadow = isSame
    ? { ...prod, usage: NO_USAGE }
    : await traced.run('judge-candidate', span("judge the candidate's answer", judgeModel), () =>
        judge(candidate.text),
      );

  const stored = ctx.prisma.shadowEval.createMany({
    skipDuplicates: true,
    data: {
      id,
      ts,
      chatLogId: log.id,
      promptHash: log.promptHash,
      prodModel: log.modelVersion,
      shadowModel: route.label,
      prodScore: prod.score,
      shadowScore: shadow.score,
      delta: prod.score === null || shadow.score === null ? null : shadow.score - prod.score,
      similarity: rougeL(served, candidate.text)?.f1 ?? null,
      status: prod.score === null || shadow.score === null ? 'missing' : 'scored',
      missingReason: storableText(missingReason(prod, shadow) ?? '') || null,
      judgeModel,
      rubricVersion,
      ...judgements(prod, shadow),
      prompt,
      prodResponse: served,
      shadowResponse: storableText(candidate.text),
      shadowLatencyMs: candidate.latencyMs,
      shadowCostUsd: costOf(candidate.usage, route.price).costUsd,
      judgeCostUsd: addUsage(prod.usage, shadow.usage).costUsd,
      evaluatedAt: new Date(ctx.clock.nowMs()),
    },
  });
  const minute = new Date(floorTo(ts.getTime(), RESOLUTION_MS.minute));
  const toTs = new Date(minute.getTime() + RESOLUTION_MS.minute);
  const mark = ctx.prisma.rollupMark.createMany({
    data: ['shadow', 'quality'].map((source) => ({ source, fromTs: minute, toTs })),
  });
  const [{ count }] = await ctx.prisma.$transaction([stored, mark]);
  return count === 1 ? 'stored' : 'duplicate';
}

function skip(ctx: Pick<Context, 'ledger'>, reason: Skip): Skip {
  ctx.ledger.skippedShadowJobs.add([reason]);
  return reason;
}

async function readLog(ctx: ShadowContext, id: string): Promise<ChatLog> {
  const createdAt = timeOfUuid7(id);
  const log =
    createdAt && (await ctx.prisma.chatLog.findUnique({ where: { createdAt_id: { createdAt, id } } }));
  if (!log) throw new PermanentJobError(`there is no chat log ${id}`);
  return log;
}

async function askCandidate(
  ctx: ShadowContext,
  log: ChatLog,
  prompt: string,
  model: string,
): Promise<CandidateAnswer> {
  const { text, toolCalls, usage, latencyMs } = await ctx.chatModels.complete({
    route: ctx.models.route(model),
    messages: await askedMessages(ctx, log, prompt),
    parameters: isRecord(log.requestParameters) ? log.requestParameters : {},
    timeoutMs: ctx.config.shadow.candidate_timeout_ms,
  });
  const answer = text === '' && toolCalls ? JSON.stringify(toolCalls) : text;
  // It is kept from here on, first as the result of this step.
  return { text: ctx.privacy ? ctx.privacy.redactText(answer) : answer, latencyMs, usage };
}

function normalised(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function missingReason(prod: JudgedAnswer, shadow: JudgedAnswer): string | null {
  if (prod.missingReason !== null) return `production: ${prod.missingReason}`;
  return shadow.missingReason === null ? null : `candidate: ${shadow.missingReason}`;
}

/** Absent columns stay NULL; Prisma tells JSON null and NULL apart. */
function judgements(prod: JudgedAnswer, shadow: JudgedAnswer) {
  return {
    ...(prod.judgement ? { prodJudgement: storableJson(prod.judgement) as object } : {}),
    ...(shadow.judgement ? { shadowJudgement: storableJson(shadow.judgement) as object } : {}),
  };
}
