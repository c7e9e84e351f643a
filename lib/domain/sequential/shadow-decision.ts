import { bet, NEW_E_PROCESS, type EProcess } from './e-process.ts';

export interface DecisionSettings {
  /** Largest mean loss that is acceptable, in (0, 1): a candidate worse than this must not be promoted. */
  margin: number;
  /** Largest probability of promoting such a candidate, and of rolling back one that isn't worse at all; in (0, 0.5). */
  alpha: number;
  /** No decision before so many differences, at least 1. */
  minSamples: number;
  /** Undecided after so many. */
  maxSamples: number;
}

export const DECISIONS = ['promote', 'roll_back', 'keep_going', 'undecided'] as const;
export type DecisionWord = (typeof DECISIONS)[number];

/**
 * What is known of a candidate after a stream of differences `candidate − production`, each in [-1, 1]. Two bets run side
 * by side: one against "worse than the margin", the other against "not worse". Constant size.
 */
export interface DecisionState {
  /** Against the hypothesis that the mean difference is at most −margin; its wealth speaks for promotion. */
  promote: EProcess;
  /** Against the hypothesis that it is at least 0; its wealth speaks for rolling back. */
  rollBack: EProcess;
  /** Differences so far, and how many of them are exactly 0. */
  n: number;
  equal: number;
  sum: number;
  sumOfSquares: number;
  /** What was decided, and after how many differences; it stays. Null while it is open. */
  decided: { word: Exclude<DecisionWord, 'keep_going'>; n: number } | null;
}

export const NEW_DECISION: DecisionState = {
  promote: NEW_E_PROCESS,
  rollBack: NEW_E_PROCESS,
  n: 0,
  equal: 0,
  sum: 0,
  sumOfSquares: 0,
  decided: null,
};

/**
 * Takes the next difference in, in the order of the requests: an order that depends on the outcome would break the
 * guarantee. After a decision figures go on, the decision doesn't change.
 */
export function observe(state: DecisionState, delta: number, settings: DecisionSettings): DecisionState {
  const value = (delta + 1) / 2;
  const next = {
    promote: bet(state.promote, value, (1 - settings.margin) / 2),
    rollBack: bet(state.rollBack, 1 - value, 0.5),
    n: state.n + 1,
    equal: state.equal + (delta === 0 ? 1 : 0),
    sum: state.sum + delta,
    sumOfSquares: state.sumOfSquares + delta * delta,
    decided: state.decided,
  };
  return next.decided ? next : { ...next, decided: decide(next, settings) };
}

function decide(
  { promote, rollBack, n }: Omit<DecisionState, 'decided'>,
  { alpha, minSamples, maxSamples }: DecisionSettings,
): DecisionState['decided'] {
  if (n < minSamples) return null;
  const limit = -Math.log(alpha);
  const [mayPromote, mustRollBack] = [promote.maxLogWealth >= limit, rollBack.maxLogWealth >= limit];
  // Both: a little worse than production, and not by the margin. Safety first.
  if (mustRollBack) return { word: 'roll_back', n };
  if (mayPromote) return { word: 'promote', n };
  return n >= maxSamples ? { word: 'undecided', n } : null;
}

/** The decision as one word: `keep_going` while it is open. */
export function decisionWord({ decided }: DecisionState): DecisionWord {
  return decided?.word ?? 'keep_going';
}

/** Mean and standard deviation (n − 1) of the differences; null with too few of them. */
export function deltaMoments({ n, sum, sumOfSquares }: DecisionState): {
  mean: number | null;
  sd: number | null;
} {
  if (n === 0) return { mean: null, sd: null };
  const mean = sum / n;
  const sd = n < 2 ? null : Math.sqrt(Math.max(0, sumOfSquares - n * mean * mean) / (n - 1));
  return { mean, sd };
}
