import type { Rubric } from '../../judge/rubric.ts';
import { judgementScore } from '../../judge/judgement.ts';
import { simulateAnswer } from '../../simulator/answer.ts';
import { simulateJudgement } from '../../simulator/judge.ts';
import type { Knowledge } from '../../simulator/knowledge.ts';
import { profileFor } from '../../simulator/profiles.ts';
import { countTokens } from '../../simulator/tokens.ts';

/** What came of one request. */
export interface SimulatedOutcome {
  isError: boolean;
  latencyMs: number;
  /** What the judge would say of the answer; null of one that failed. */
  score: number | null;
}

/** Uniform in [0, 1). */
export type Draw = () => number;

/** One side of a simulated rollout: what it does to a request that comes so many minutes after the start. */
export type SimulatedSide = (draw: Draw, minute: number) => SimulatedOutcome;

/** A model's answers to known prompts, judged once and measured by its declared pace. */
export interface JudgedAnswers {
  scores: readonly number[];
  latenciesMs: readonly number[];
}

/** Has a simulated model answer all prompts, and the simulated judge score the answers. */
export function judgedAnswers(
  model: string,
  prompts: readonly { prompt: string; reference: string }[],
  knowledge: Knowledge,
  rubric: Rubric,
): JudgedAnswers {
  const profile = profileFor(model);
  const scores: number[] = [];
  const latenciesMs: number[] = [];
  for (const { prompt, reference } of prompts) {
    const answer = simulateAnswer({ profile, prompt, knowledge });
    const score = judgementScore(
      simulateJudgement({ rubric, material: { prompt, reference, answer }, knowledge }),
      rubric,
    );
    // Both lists go by prompt, so that what is easy is easy for every model.
    scores.push(score ?? 0);
    latenciesMs.push(profile.latencyMs + (countTokens(answer) / profile.tokensPerSecond) * 1_000);
  }
  return { scores, latenciesMs };
}

/** A side that answers as judged, at the pace of `pace`, which wavers by a fifth either way as the simulator's does. */
export function answeringSide({ scores }: JudgedAnswers, pace: JudgedAnswers): SimulatedSide {
  return (draw) => {
    const index = Math.floor(draw() * scores.length);
    return {
      isError: false,
      latencyMs: (pace.latenciesMs[index] ?? 0) * (0.8 + 0.4 * draw()),
      score: scores[index] ?? null,
    };
  };
}

/** A share of requests goes to the second side; `from` is the minute in which that begins. */
export function mixedSide(
  usual: SimulatedSide,
  other: SimulatedSide,
  share: number,
  from = 0,
): SimulatedSide {
  return (draw, minute) => (minute >= from && draw() < share ? other : usual)(draw, minute);
}

/** Every request fails, after so long. */
export function failingSide(latencyMs: number): SimulatedSide {
  return () => ({ isError: true, latencyMs, score: null });
}

/** The same answers, so many times as slow. */
export function slowedSide(side: SimulatedSide, factor: number): SimulatedSide {
  return (draw, minute) => {
    const outcome = side(draw, minute);
    return { ...outcome, latencyMs: outcome.latencyMs * factor };
  };
}
