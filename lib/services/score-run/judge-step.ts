import { z } from 'zod';
import {
  answerSchema,
  scoresHeadSchema,
  type CanaryResult,
  type ScoredAnswer,
} from '#lib/contracts/scores.ts';
import type { Example } from '#lib/domain/dataset/example.ts';
import { canonicalJson } from '#lib/domain/text/canonical-json.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import { judgeAnswer } from '../judge-answer.ts';
import { runCanaries } from '../judge-canaries.ts';
import type { RunPlan } from './run-plan.ts';
import type { ScorerContext } from './scorer-context.ts';

/** What the judge said of one answer, over all its samples. */
export interface JudgeOutcome {
  /** In [0, 1]; null when missing. */
  score: number | null;
  samples: ScoredAnswer['judge'];
  missingReason: string | null;
  costUsd: number | null;
  inputTokens: number;
  outputTokens: number;
  /** Whether a model was asked now: not when the result was stored or the score follows from a rule. */
  isPaid: boolean;
  isFailed: boolean;
}

/** Judges one answer; never rejects. */
export type JudgeStep = (example: Example, answer: string) => Promise<JudgeOutcome>;

export interface CanaryOutcome {
  canaries: CanaryResult[];
  costUsd: number | null;
  inputTokens: number;
  outputTokens: number;
}

/** Grows when the way in which the judge is asked changes so that old judgements may not serve any more. */
const PROTOCOL = 1;
/** After so many failures in a row the judge is left alone: waiting for each answer would take for ever. */
const GIVE_UP_AFTER = 20;

const storedSchema = z.object({
  score: z.number().nullable(),
  missingReason: z.string().nullable(),
  samples: answerSchema.shape.judge,
  inputTokens: z.number(),
  outputTokens: z.number(),
  costUsd: z.number().nullable(),
});

const storedCanariesSchema = storedSchema
  .pick({ inputTokens: true, outputTokens: true, costUsd: true })
  .extend({ canaries: scoresHeadSchema.shape.canaries });

/** The judge of one run, and its canaries. */
export function judgeOf(ctx: ScorerContext, plan: RunPlan) {
  const { scorer } = ctx.config;
  const route = ctx.models.route(scorer.judge_model);
  const options = { timeoutMs: scorer.timeout_ms, samples: scorer.judge_samples };
  let failuresInARow = 0;

  const judge = [
    PROTOCOL,
    // The simulator's address changes from process to process; its label says enough.
    route.isSimulated ? 'simulator' : route.baseUrl,
    ...[route.label, plan.rubric.hash, scorer.judge_temperature],
  ];
  const keyOf = (...of: unknown[]) => ctx.sha256Hex(canonicalJson([...judge, ...of]));

  const step: JudgeStep = async (example, answer) => {
    const { prompt, reference_response: reference } = example;
    const key = keyOf('judgement', scorer.judge_samples, prompt, reference, answer);
    const stored = storedSchema.safeParse(await ctx.calls.get(key));
    if (stored.success) return { ...stored.data, isPaid: false, isFailed: false };
    if (failuresInARow >= GIVE_UP_AFTER)
      return failed(`the judge failed ${failuresInARow} times in a row and was left alone since`);
    try {
      const judged = await judgeAnswer(ctx, plan.rubric.rubric, { prompt, reference, answer }, options);
      failuresInARow = 0;
      const { score, samples, missingReason, usage } = judged;
      const { inputTokens, outputTokens, costUsd } = usage;
      const outcome = { score, samples, missingReason, inputTokens, outputTokens, costUsd };
      // What may come out otherwise another time is kept for nobody; what is missing for good, for this run alone.
      if (judged.failures === 0) await ctx.calls.put(key, outcome, score !== null);
      return { ...outcome, isPaid: usage.calls > 0, isFailed: score === null };
    } catch (error) {
      failuresInARow += 1;
      return failed(messageOf(error));
    }
  };

  const canaries = async (): Promise<CanaryOutcome> => {
    const key = keyOf('canaries', plan.datasetHash);
    const stored = storedCanariesSchema.safeParse(await ctx.calls.get(key));
    if (stored.success) return stored.data;
    const examples = plan.examples.map((example) => ({
      prompt: example.prompt,
      reference: example.reference_response,
    }));
    const {
      canaries: results,
      usage,
      failures,
    } = await runCanaries(ctx, plan.rubric.rubric, examples, options);
    const { costUsd, inputTokens, outputTokens } = usage;
    const outcome = { canaries: results, costUsd, inputTokens, outputTokens };
    // Every run tries the judge anew: that is what canaries are for.
    if (failures === 0) await ctx.calls.put(key, outcome, false);
    return outcome;
  };

  return { step, canaries };
}

function failed(reason: string): JudgeOutcome {
  return {
    score: null,
    samples: [{ score: null, judgement: null, missing_reason: reason }],
    missingReason: reason,
    costUsd: 0,
    inputTokens: 0,
    outputTokens: 0,
    isPaid: true,
    isFailed: true,
  };
}
