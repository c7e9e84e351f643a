import type { RunOrigin } from '#lib/contracts/verdicts.ts';
import { canonicalJson } from '#lib/domain/text/canonical-json.ts';
import type { ProblemList } from '../runs/problem-list.ts';
import { storeRun } from '../runs/store-run.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { draftVerdict, storableOrigin, type JudgeContext } from './draft-verdict.ts';
import { textsIn } from './example-texts.ts';
import { gateRunOf } from './gate-run-of.ts';
import { claimKey, once, type KeyedRequest } from './idempotency.ts';
import { insertVerdict, noteVerdict } from './insert-verdict.ts';
import { judgeRun, type Judged } from './judge-run.ts';
import { readCiRun } from './read-ci-run.ts';

export interface CiRequest {
  /** A key's or a person's name. */
  createdBy: string;
  /** Its id. */
  actorId: string;
  /** Where the run comes from, as the address says; the body may say it too. */
  origin: RunOrigin;
  key: KeyedRequest | null;
}

export type CiOutcome =
  | ({ action: 'judged' } & Judged)
  | { action: 'unreadable'; message: string }
  | { action: 'invalid'; problems: ProblemList }
  | { action: 'conflict'; message: string }
  /** The Idempotency-Key belongs to another request. */
  | { action: 'key_reused' };

/**
 * Takes a run of CI in: stores it and its verdict in one transaction. The same run from the same origin again finds its
 * verdict, whatever the baseline is by then.
 */
export async function receiveCiRun(
  ctx: JudgeContext,
  request: CiRequest,
  text: AsyncIterable<string>,
): Promise<CiOutcome> {
  const outcome = await once(ctx, request.key, () => receive(ctx, request, text));
  if (outcome === 'other_request') return { action: 'key_reused' };
  return 'action' in outcome ? outcome : { action: 'judged', verdictId: outcome.id, isNew: false };
}

async function receive(
  ctx: JudgeContext,
  request: CiRequest,
  text: AsyncIterable<string>,
): Promise<CiOutcome> {
  const reading = await readCiRun(text, request.origin);
  if (!reading.ok)
    return 'message' in reading
      ? { action: 'unreadable', message: reading.message }
      : { action: 'invalid', problems: reading.problems };
  const { scores, member } = reading;
  const runId = scores.run_id.toLowerCase();
  const origin = storableOrigin(reading.origin);
  const occasion = `ci ${ctx.sha256Hex(canonicalJson({ run_id: runId, ...origin }))}`;
  const { createdBy, actorId } = request;
  const asked = { origin, createdBy, actorId, occasion };
  let verdictId: string | null = null;
  const stored = await storeRun(
    ctx,
    { ...scores, run_id: runId },
    {
      source: 'upload',
      createdBy,
      prepare: async () => {
        const draft = await draftVerdict(ctx, await gateRunOf(ctx, scores), asked, (ids) =>
          Promise.resolve(textsIn(scores, ids)),
        );
        return async (client) => {
          const details = { model: scores.model };
          await writeAuditEntry(ctx, client, {
            actor: actorId,
            action: 'run.upload',
            target: runId,
            details,
          });
          await insertVerdict(client, draft);
          await noteVerdict(ctx, client, actorId, draft);
          await claimKey(ctx, client, request.key, { verdictId: draft.id });
          verdictId = draft.id;
        };
      },
    },
  );
  switch (stored.action) {
    case 'invalid':
      return { action: 'invalid', problems: member ? stored.problems.under(member) : stored.problems };
    case 'conflict':
      return stored;
    default:
      return { action: 'judged', ...(await verdictOn(ctx, runId, asked, request.key, verdictId)) };
  }
}

/** The verdict that was stored with the run; for a run that was there before, the one of this occasion. */
async function verdictOn(
  ctx: JudgeContext,
  runId: string,
  asked: Parameters<typeof judgeRun>[2],
  key: KeyedRequest | null,
  stored: string | null,
): Promise<Judged> {
  const judged =
    stored === null ? await judgeRun(ctx, runId, asked, key) : { verdictId: stored, isNew: true };
  if (!judged) throw new Error(`run ${runId} vanished while it was judged`);
  return judged;
}
