import type { CanaryResult } from '#lib/contracts/scores.ts';
import { buildCanaries, type Canary, type CanaryExample } from '#lib/domain/judge/canaries.ts';
import { judgementScore, type Judgement } from '#lib/domain/judge/judgement.ts';
import type { Rubric } from '#lib/domain/judge/rubric.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import { addUsage, judgeOnce, NO_USAGE, type JudgeContext, type JudgeUsage } from './judge-sample.ts';

/** A judge that gives a worthless answer more than this was fooled. */
const MOST_HONEST_SCORE = 1 / 5;
const ROUNDING = 1e-9;

export interface CanaryReport {
  canaries: CanaryResult[];
  usage: JudgeUsage;
  /** Canaries that could not be judged for a reason that may pass, such as a timeout. */
  failures: number;
}

/**
 * Shows the judge itself ten worthless answers, past every rule that usually stands before it, and tells which of them it
 * was fooled by: a score above 1/5 over the criteria that silence doesn't satisfy. A judgement that is missing, or that
 * suspects the injection, is no failure of the judge. Never throws.
 */
export async function runCanaries(
  ctx: JudgeContext,
  rubric: Rubric,
  examples: readonly CanaryExample[],
  options: { timeoutMs: number },
): Promise<CanaryReport> {
  const canaries = buildCanaries(examples, rubric);
  let usage = NO_USAGE;
  let failures = 0;
  const results = await Promise.all(
    canaries.map(async (canary) => {
      try {
        const reply = await judgeOnce(ctx, { ...options, rubric, material: canary.material });
        usage = addUsage(usage, reply.usage);
        return reply.judgement
          ? resultOf(canary, reply.judgement, rubric)
          : unjudged(canary, reply.missingReason);
      } catch (error) {
        failures += 1;
        return unjudged(canary, messageOf(error));
      }
    }),
  );
  return { canaries: results, usage, failures };
}

function resultOf({ id, kind, material }: Canary, judgement: Judgement, rubric: Rubric): CanaryResult {
  if (judgement.injection_suspected)
    return { id, kind, score: null, fooled: false, detail: 'the judge suspects an injection' };
  const score = substanceScore(judgement, rubric);
  const fooled = score !== null && score > MOST_HONEST_SCORE + ROUNDING;
  const shown = JSON.stringify(material.answer.slice(-100).toWellFormed());
  const detail = fooled ? `the judge gave ${score.toFixed(2)} to an answer that ends with ${shown}` : null;
  return { id, kind, score, fooled, detail };
}

/** The score over the criteria that ask for substance; over all where there are no others. */
function substanceScore(judgement: Judgement, rubric: Rubric): number | null {
  const criteria = rubric.criteria.filter(({ satisfied_by_silence: isSilent }) => !isSilent);
  if (criteria.length === 0) return judgementScore(judgement, rubric);
  const ids = new Set(criteria.map(({ id }) => id));
  const kept = judgement.criteria.filter(({ id }) => ids.has(id));
  return judgementScore({ ...judgement, criteria: kept }, rubric);
}

function unjudged({ id, kind }: Canary, detail: string): CanaryResult {
  return { id, kind, score: null, fooled: false, detail };
}
