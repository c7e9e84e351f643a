import { createIdSource } from '#lib/adapters/crypto/digest.ts';
import type { ConfigFiles } from '#lib/config/files.ts';
import type { Context } from '#lib/services/context.ts';
import { storeChatLogs } from '#lib/services/store-chat-logs.ts';
import { chatLogRow, linesOf } from './chat-log-rows.ts';

const newId = createIdSource();

/** A sampled exchange; one with a delta (or null: not scored) has its evaluation. */
export interface ShadowExchange {
  ms: number;
  delta?: number | null;
  session?: string;
  useCase?: string;
  similarity?: number | null;
  model?: string;
  rubric?: string;
  prodModel?: string;
  /** After the exchange. */
  evaluatedAfterMs?: number;
}

type StoreContext = Parameters<typeof storeChatLogs>[0] &
  Pick<Context, 'prisma' | 'models'> & { config: ConfigFiles };

/** Stores exchanges as the gateway does. Returns the log ids. */
export async function storeSampled(
  ctx: StoreContext,
  exchanges: readonly ShadowExchange[],
): Promise<string[]> {
  const rows = exchanges.map(({ ms, session, useCase }) =>
    chatLogRow({ session_id: session ?? null, use_case: useCase ?? null, is_sampled: true }, ms),
  );
  await storeChatLogs(ctx, linesOf(rows));
  return rows.map((row) => row.id);
}

/** Stores the evaluations of exchanges that have a delta, in the order given. */
export async function storeEvaluations(
  ctx: StoreContext,
  exchanges: readonly (ShadowExchange & { id: string })[],
): Promise<void> {
  await ctx.prisma.shadowEval.createMany({
    data: exchanges.flatMap(({ ms, id, delta, similarity, model, rubric, prodModel, evaluatedAfterMs }) =>
      delta === undefined
        ? []
        : [
            {
              id: newId(ms),
              ts: new Date(ms),
              chatLogId: id,
              promptHash: 1n,
              prodModel: prodModel ?? 'prod',
              shadowModel: model ?? 'candidate',
              prodScore: delta === null ? null : 0.5,
              shadowScore: delta === null ? null : 0.5 + delta,
              delta,
              similarity: similarity === undefined ? 0.9 : similarity,
              status: delta === null ? 'missing' : 'scored',
              judgeModel: ctx.models.route(ctx.config.scorer.judge_model).label,
              rubricVersion: rubric ?? ctx.config.rubrics.shadow.version,
              evaluatedAt: new Date(ms + (evaluatedAfterMs ?? 0)),
            },
          ],
    ),
  });
}
