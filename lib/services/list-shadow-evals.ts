import type { Prisma, ShadowEval } from '#lib/adapters/db/generated/client.ts';
import type { ShadowEvalItem, ShadowEvalShow, ShadowEvalsQuery } from '#lib/contracts/shadow.ts';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';
import type { Context } from './context.ts';
import { pageFrom, readCursor } from './keyset.ts';

/** Shadow evaluations, newest exchange first or least alike first. Null when the cursor isn't one of this list. */
export async function listShadowEvals(
  ctx: Pick<Context, 'prisma' | 'config'>,
  { limit, cursor, show, shadow_model: model, sort }: ShadowEvalsQuery,
) {
  const after = cursor === undefined ? null : readCursor(cursor);
  if (cursor !== undefined && !after) return null;
  const { divergence_similarity: similarity } = ctx.config.shadow.promotion;
  const ofModel = model === undefined ? {} : { shadowModel: model };
  if (sort === 'similarity') {
    // Cursors are times: this order has none.
    if (after) return null;
    const least = await ctx.prisma.shadowEval.findMany({
      where: { AND: [conditionOf(show, similarity), ofModel, { similarity: { not: null } }] },
      orderBy: [{ similarity: 'asc' }, { ts: 'desc' }, { id: 'desc' }],
      take: limit,
    });
    return { items: least.map(shadowEvalItem), next_cursor: null };
  }
  const rows = await ctx.prisma.shadowEval.findMany({
    where: {
      ...conditionOf(show, similarity),
      ...ofModel,
      ...(after
        ? { ts: { lte: after.time }, OR: [{ ts: { lt: after.time } }, { id: { lt: after.id } }] }
        : {}),
    },
    orderBy: [{ ts: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  return pageFrom(rows.map(shadowEvalItem), limit);
}

function conditionOf(show: ShadowEvalShow, similarity: number): Prisma.ShadowEvalWhereInput {
  switch (show) {
    case 'all':
      return {};
    case 'worse':
      return { delta: { lt: 0 } };
    case 'better':
      return { delta: { gt: 0 } };
    case 'diverging':
      return { similarity: { lt: similarity } };
  }
}

/** One evaluation, or null. */
export async function getShadowEval(
  ctx: Pick<Context, 'prisma'>,
  id: string,
): Promise<ShadowEvalItem | null> {
  const ts = timeOfUuid7(id);
  const row = ts && (await ctx.prisma.shadowEval.findUnique({ where: { ts_id: { ts, id } } }));
  return row && shadowEvalItem(row);
}

/** One evaluation as the API shows it. */
export function shadowEvalItem(row: ShadowEval): ShadowEvalItem {
  return {
    id: row.id,
    ts: row.ts.toISOString(),
    chat_log_id: row.chatLogId,
    prompt_hash: row.promptHash.toString(),
    prod_model: row.prodModel,
    shadow_model: row.shadowModel,
    prod_score: row.prodScore,
    shadow_score: row.shadowScore,
    delta: row.delta,
    similarity: row.similarity,
    status: row.status as ShadowEvalItem['status'],
    missing_reason: row.missingReason,
    judge_model: row.judgeModel,
    rubric_version: row.rubricVersion,
    shadow_latency_ms: row.shadowLatencyMs,
    shadow_cost_usd: row.shadowCostUsd,
    judge_cost_usd: row.judgeCostUsd,
    evaluated_at: row.evaluatedAt.toISOString(),
    prompt: row.prompt,
    prod_response: row.prodResponse,
    shadow_response: row.shadowResponse,
    // Written by this application, through the judge's schema.
    prod_judgement: row.prodJudgement as ShadowEvalItem['prod_judgement'],
    shadow_judgement: row.shadowJudgement as ShadowEvalItem['shadow_judgement'],
  };
}
