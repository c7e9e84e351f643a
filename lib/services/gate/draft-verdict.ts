import { gateSettings } from '#lib/config/gate-schema.ts';
import type { RunOrigin } from '#lib/contracts/verdicts.ts';
import { collectEvidence } from '#lib/domain/gate/collect-evidence.ts';
import type { GateRun } from '#lib/domain/gate/gate-run.ts';
import { exitCodeOf } from '#lib/domain/gate/make-verdict.ts';
import { scorecard } from '#lib/domain/gate/scorecard.ts';
import { storableLine, storableText } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import { findBaseline } from './find-baseline.ts';
import { joinTexts, readTexts, type SideTexts } from './example-texts.ts';

export type JudgeContext = Pick<Context, 'pool' | 'clock' | 'newId' | 'config' | 'gate' | 'sha256Hex'>;

/** Who asks for a verdict, and about what. */
export interface VerdictRequest {
  origin: RunOrigin;
  /** A key's or a person's name, or `server`. */
  createdBy: string;
  /** Id of the key or person that goes into the audit log; null for verdicts that nobody asked for. */
  actorId: string | null;
  /** What asks for it, so that asking again finds it; null when every asking makes another. */
  occasion: string | null;
}

export type VerdictDraft = Awaited<ReturnType<typeof draftVerdict>>;

/**
 * The gate's decision about a run against today's baseline, ready to be stored.
 *
 * @param textsOf prompts and answers of a few of the run's examples
 */
export async function draftVerdict(
  ctx: JudgeContext,
  current: GateRun,
  request: VerdictRequest,
  textsOf: (ids: readonly string[]) => Promise<SideTexts>,
) {
  const { baseline, note } = await findBaseline(ctx.pool, current.run_id);
  const settings = gateSettings(ctx.config.scorer, {});
  const { verdict, packed } = await ctx.gate.decide(collectEvidence(current, baseline, note), settings);
  const { evidence, ...document } = verdict;
  const ids = verdict.regressed.slice(0, MOST_SHOWN).map(({ id }) => id);
  const before: SideTexts =
    'missing' in baseline ? new Map() : await readTexts(ctx.pool, baseline.run_id, ids);
  const texts = joinTexts(before, await textsOf(ids));
  const nowMs = ctx.clock.nowMs();
  const { origin } = request;
  return {
    id: ctx.newId(nowMs),
    created_at: new Date(nowMs),
    created_by: storableText(request.createdBy),
    run_id: current.run_id,
    baseline_run_id: evidence.baseline?.run_id ?? null,
    verdict: verdict.verdict,
    rule: verdict.rule,
    reasons: storableLine(verdict.reasons),
    exit_code: exitCodeOf(verdict),
    overall: verdict.overall.current,
    overall_delta: verdict.overall.delta,
    ...storableOrigin(origin),
    occasion: request.occasion,
    scorecard: storableText(scorecard(verdict, (id) => texts.get(id) ?? null)),
    document: storableLine(document),
    evidence: packed,
  };
}

/** The scorecard shows a few examples; no others are read. */
const MOST_SHOWN = 5;

/** Nothing that was left out, and nothing that the database can't hold. */
export function storableOrigin(origin: RunOrigin) {
  const text = (value: string | null | undefined) => (value == null ? null : storableText(value));
  return {
    repository: text(origin.repository),
    commit: text(origin.commit),
    branch: text(origin.branch),
    pull_request: origin.pull_request ?? null,
  };
}
