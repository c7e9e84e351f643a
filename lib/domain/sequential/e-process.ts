/**
 * A bet against a hypothesis on the mean of values in [0, 1]: its wealth stays small while the hypothesis holds, and may be
 * looked at after every value. Five numbers, whatever the length of the stream.
 */
export interface EProcess {
  /** Values so far. */
  n: number;
  sum: number;
  /** Sum of squared distances from the running mean. */
  squares: number;
  /** Natural logarithm of the wealth, which begins at 1. */
  logWealth: number;
  /** The largest that it ever was: what counts as evidence. */
  maxLogWealth: number;
}

export const NEW_E_PROCESS: EProcess = { n: 0, sum: 0, squares: 0, logWealth: 0, maxLogWealth: 0 };

/** Largest share of the stake that a single value may lose; below 1, so that wealth never reaches 0. */
const MOST_LOST = 0.5;

/**
 * Bets once against "the mean is at most `nullMean`". The stake follows from earlier values alone (aGRAPA: Waudby-Smith
 * and Ramdas, Estimating means of bounded random variables by betting, 2024).
 *
 * @param value in [0, 1]
 * @param nullMean in (0, 1)
 */
export function bet(state: EProcess, value: number, nullMean: number): EProcess {
  const n = state.n + 1;
  // One made-up value of 1/2 keeps the first stakes small.
  const mean = (0.5 + state.sum) / n;
  const variance = (0.25 + state.squares) / n;
  const edge = mean - nullMean;
  const stake = Math.min(Math.max(edge / (variance + edge * edge), 0), MOST_LOST / nullMean);
  const logWealth = state.logWealth + Math.log1p(stake * (value - nullMean));
  const sum = state.sum + value;
  const nextMean = (0.5 + sum) / (n + 1);
  return {
    n,
    sum,
    squares: state.squares + (value - nextMean) ** 2,
    logWealth,
    maxLogWealth: Math.max(state.maxLogWealth, logWealth),
  };
}

/** Probability, valid at every moment, of such a wealth if the hypothesis holds (Ville's inequality); in (0, 1]. */
export function anytimePValue({ maxLogWealth }: EProcess): number {
  return Math.min(1, Math.exp(-maxLogWealth));
}
