import { z } from 'zod';
import { narrow, NEW_CONFIDENCE_SEQUENCE, type ConfidenceSequence } from './confidence-sequence.ts';
import { anytimePValue, type EProcess } from './e-process.ts';
import {
  decisionWord,
  DECISIONS,
  deltaMoments,
  NEW_DECISION,
  observe,
  type DecisionSettings,
  type DecisionState,
} from './shadow-decision.ts';

/** Everything that is followed of one stream of differences. */
export interface ShadowStream {
  decision: DecisionState;
  confidence: ConfidenceSequence;
}

export const NEW_STREAM: ShadowStream = { decision: NEW_DECISION, confidence: NEW_CONFIDENCE_SEQUENCE };

/** Takes the next difference `candidate − production` in, in the order of the requests. */
export function follow(stream: ShadowStream, delta: number, settings: DecisionSettings): ShadowStream {
  return {
    decision: observe(stream.decision, delta, settings),
    confidence: narrow(stream.confidence, (delta + 1) / 2, settings.alpha),
  };
}

const evidenceSchema = z.object({
  /** What is bet against. */
  hypothesis: z.string(),
  wealth: z.number().meta({ description: 'Now; a fair game begins at 1.' }),
  largest_wealth: z.number().meta({ description: 'Ever; the decision falls when it reaches the limit.' }),
  p_value: z.number().meta({ description: 'Valid at every moment.' }),
});

/** What a stream of differences says, as the API and `--json` give it. */
export const streamReportSchema = z.object({
  decision: z.enum(DECISIONS),
  decided_at_sample: z.int().nullable(),
  samples: z.int(),
  mean_delta: z.number().nullable(),
  sd_delta: z.number().nullable(),
  /** Holds at all moments at once with probability 1 − alpha. */
  interval: z.object({ low: z.number(), high: z.number() }),
  equal_answers: z.int().meta({ description: 'Differences of exactly 0.' }),
  wealth_limit: z.number(),
  promote: evidenceSchema,
  roll_back: evidenceSchema,
  reason: z.string(),
});
export type StreamReport = z.infer<typeof streamReportSchema>;

/** Puts a stream's state in words and figures. */
export function streamReport(
  { decision, confidence }: ShadowStream,
  settings: DecisionSettings,
): StreamReport {
  const { mean, sd } = deltaMoments(decision);
  return {
    decision: decisionWord(decision),
    decided_at_sample: decision.decided?.n ?? null,
    samples: decision.n,
    mean_delta: mean,
    sd_delta: sd,
    interval: { low: 2 * confidence.low - 1, high: 2 * confidence.high - 1 },
    equal_answers: decision.equal,
    wealth_limit: 1 / settings.alpha,
    promote: evidence(decision.promote, `the candidate is worse by ${settings.margin} or more`),
    roll_back: evidence(decision.rollBack, 'the candidate is not worse'),
    reason: reasonOf(decision, settings),
  };
}

function evidence(process: EProcess, hypothesis: string) {
  return {
    hypothesis,
    wealth: finite(Math.exp(process.logWealth)),
    largest_wealth: finite(Math.exp(process.maxLogWealth)),
    p_value: anytimePValue(process),
  };
}

/** JSON has no infinity. */
const finite = (value: number): number => Math.min(value, Number.MAX_VALUE);

function reasonOf(state: DecisionState, { margin, alpha, minSamples, maxSamples }: DecisionSettings): string {
  const risk = `(risk ${Number(alpha.toPrecision(2))})`;
  const at = state.decided?.n;
  switch (decisionWord(state)) {
    case 'promote':
      return `After ${at} samples a loss of ${margin} or more is ruled out ${risk}.`;
    case 'roll_back':
      return `After ${at} samples it is shown that the candidate is worse ${risk}.`;
    case 'undecided':
      return `After ${at} samples, the most that are allowed, neither was shown: the difference lies between 0 and the margin, or varies too much.`;
    case 'keep_going':
      return state.n < minSamples
        ? `${state.n} of at least ${minSamples} samples: too early to decide.`
        : `Nothing is shown yet after ${state.n} samples; at most ${maxSamples} are taken.`;
  }
}
