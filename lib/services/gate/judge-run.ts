import { inTransaction } from '../in-transaction.ts';
import { isRunId } from '../runs/get-run.ts';
import { draftVerdict, type JudgeContext, type VerdictRequest } from './draft-verdict.ts';
import { readTexts } from './example-texts.ts';
import { claimKey, type KeyedRequest } from './idempotency.ts';
import { insertVerdict, noteVerdict, verdictOfOccasion } from './insert-verdict.ts';
import { loadGateRun } from './load-gate-run.ts';

export interface Judged {
  verdictId: string;
  /** Whether it was made now; false when its occasion had brought one about before. */
  isNew: boolean;
}

/**
 * Judges a stored run against today's baseline and stores the verdict. Null when there is no such run, or it hasn't
 * finished. Throws KeyTakenError.
 */
export async function judgeRun(
  ctx: JudgeContext,
  runId: string,
  request: VerdictRequest,
  key: KeyedRequest | null = null,
): Promise<Judged | null> {
  const { occasion } = request;
  const earlier = occasion === null ? null : await verdictOfOccasion(ctx.pool, occasion);
  if (earlier !== null) {
    if (key) await inTransaction(ctx.pool, (client) => claimKey(ctx, client, key, { verdictId: earlier }));
    return { verdictId: earlier, isNew: false };
  }
  const run = isRunId(runId) ? await loadGateRun(ctx.pool, runId) : null;
  if (!run) return null;
  const draft = await draftVerdict(ctx, run, request, (ids) => readTexts(ctx.pool, run.run_id, ids));
  return inTransaction(ctx.pool, async (client) => {
    const isNew = await insertVerdict(client, draft);
    if (isNew) await noteVerdict(ctx, client, request.actorId, draft);
    // Of two that are made at once the first counts.
    const verdictId = isNew ? draft.id : ((await verdictOfOccasion(client, occasion ?? '')) ?? draft.id);
    await claimKey(ctx, client, key, { verdictId });
    return { verdictId, isNew };
  });
}
