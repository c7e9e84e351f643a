import type { ScoredAnswer } from '#lib/contracts/scores.ts';
import { contentlessReason } from '#lib/domain/judge/contentless.ts';
import { findInjection } from '#lib/domain/judge/injection.ts';
import { failedRequired, judgementScore, type Judgement } from '#lib/domain/judge/judgement.ts';
import type { JudgeMaterial } from '#lib/domain/judge/prompt.ts';
import type { Rubric } from '#lib/domain/judge/rubric.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import { addUsage, judgeOnce, NO_USAGE, type JudgeContext, type JudgeUsage } from './judge-sample.ts';

type JudgeSample = ScoredAnswer['judge'][number];

/** The judge's verdict on one answer. A score that can't be had is missing, never 0. */
export interface JudgedAnswer {
  /** Mean of the samples' scores, in [0, 1]; null when missing. */
  score: number | null;
  missingReason: string | null;
  /** Every judgement, as scores.json holds it. */
  samples: JudgeSample[];
  /** The first judgement that could be read. */
  judgement: Judgement | null;
  /** Required criteria whose mean is below their minimum: a failure of its own, whatever the score. */
  failedRequired: string[];
  usage: JudgeUsage;
  /** Samples that are missing for a reason that may pass, such as a timeout. */
  failures: number;
}

export interface JudgeOptions {
  /** Of each attempt of each call. */
  timeoutMs: number;
  /** Judgements to take the mean of; 1 by default. */
  samples?: number;
}

/**
 * Has the judge score one answer against a rubric. Answers without content get 0 by rule and answers that speak to their
 * judge are missing, both without asking. Of several samples at least half must be scored. Throws only when too few are
 * and the judge could not be reached for some: that is worth another try later.
 */
export async function judgeAnswer(
  ctx: JudgeContext,
  rubric: Rubric,
  material: JudgeMaterial,
  options: JudgeOptions,
): Promise<JudgedAnswer> {
  const reason = contentlessReason(material.answer, material.reference);
  if (reason !== null) return contentless(rubric, `${reason} (scored by rule)`);
  const injection = findInjection(material.answer, material.reference);
  if (injection) {
    const why = `the answer seems to address its judge: "${injection.passage}"`;
    return judged(rubric, [{ sample: sampleOf(null, null, why), usage: NO_USAGE }], []);
  }
  const { timeoutMs, samples: count = 1 } = options;
  const settled = await Promise.allSettled(
    Array.from({ length: count }, () => judgeOnce(ctx, { rubric, material, timeoutMs })),
  );
  const failures: unknown[] = [];
  const drawn = settled.map((result) => {
    if (result.status === 'fulfilled') {
      const { judgement, missingReason, usage } = result.value;
      return { sample: readSample(rubric, judgement, missingReason), usage };
    }
    failures.push(result.reason);
    return { sample: sampleOf(null, null, messageOf(result.reason)), usage: NO_USAGE };
  });
  const answer = judged(rubric, drawn, failures);
  if (answer.score === null && failures.length > 0) throw failures[0];
  return answer;
}

function judged(
  rubric: Rubric,
  drawn: readonly { sample: JudgeSample; usage: JudgeUsage }[],
  failures: readonly unknown[],
): JudgedAnswer {
  const samples = drawn.map(({ sample }) => sample);
  const scores = samples.flatMap(({ score }) => (score === null ? [] : [score]));
  const isEnough = 2 * scores.length >= samples.length;
  const judgements = samples.flatMap(({ judgement, score }) =>
    judgement && score !== null ? [judgement] : [],
  );
  return {
    score: isEnough ? scores.reduce((sum, score) => sum + score, 0) / scores.length : null,
    missingReason: isEnough ? null : missingReason(samples, scores.length),
    samples,
    judgement: samples.find(({ judgement }) => judgement !== null)?.judgement ?? null,
    failedRequired: failedRequired(judgements, rubric),
    usage: drawn.reduce((sum, { usage }) => addUsage(sum, usage), NO_USAGE),
    failures: failures.length,
  };
}

function missingReason(samples: readonly JudgeSample[], scored: number): string {
  const first = samples.find(({ missing_reason: reason }) => reason !== null)?.missing_reason ?? '';
  return samples.length === 1 ? first : `only ${scored} of ${samples.length} judgements are usable: ${first}`;
}

function readSample(rubric: Rubric, judgement: Judgement | null, reason: string | null): JudgeSample {
  if (!judgement) return sampleOf(null, null, reason);
  if (judgement.injection_suspected)
    return sampleOf(null, judgement, 'the answer seems to address its judge, the judge says');
  const score = judgementScore(judgement, rubric);
  const sample = sampleOf(score, judgement, score === null ? 'no criterion applies' : null);
  const failed = failedRequired([judgement], rubric);
  return failed.length > 0 ? { ...sample, failed_required: failed } : sample;
}

function sampleOf(score: number | null, judgement: Judgement | null, reason: string | null): JudgeSample {
  return { score, judgement, missing_reason: reason };
}

/** An answer without content is worth nothing, and no judge needs to be paid (or fooled) to say so. */
function contentless(rubric: Rubric, evidence: string): JudgedAnswer {
  const criteria = rubric.criteria.map(({ id, satisfied_by_silence: isSilent }) => ({
    id,
    evidence,
    score: 0,
    not_applicable: isSilent,
  }));
  const judgement = { criteria, injection_suspected: false };
  return judged(rubric, [{ sample: sampleOf(0, judgement, null), usage: NO_USAGE }], []);
}
