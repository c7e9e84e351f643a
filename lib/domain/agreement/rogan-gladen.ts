import { normalQuantile } from '../stats/normal.ts';
import type { Interval } from '../stats/proportion.ts';

/** A share in [0, 1] of so many items (≥ 1). */
export interface Observed {
  share: number;
  of: number;
}

export interface CorrectedRate {
  /** In [0, 1]. */
  rate: number;
  interval: Interval;
}

/**
 * The share that people would pass, from the share that the judge passes: (p + specificity − 1) / (sensitivity +
 * specificity − 1) (Rogan and Gladen 1978), cut to [0, 1]. The interval is the adjusted one of Lang and Reiczigel (2014),
 * which also counts the uncertainty of sensitivity and specificity; so does the authors' code of "How to correctly report
 * LLM-as-a-judge evaluations" (Lee and others 2025). Null when the judge is no better than chance (J ≤ 0). RangeError for
 * shares outside [0, 1] or no items.
 *
 * @param passed by the judge, of items that nobody needs to have labelled
 * @param specificity of the judge on items that people fail
 * @param sensitivity of the judge on items that people pass
 */
export function correctedRate(
  passed: Observed,
  specificity: Observed,
  sensitivity: Observed,
  confidence = 0.95,
): CorrectedRate | null {
  for (const { share, of } of [passed, specificity, sensitivity])
    if (!(share >= 0 && share <= 1 && of > 0 && Number.isFinite(of)))
      throw new RangeError(`expected a share in [0, 1] of at least one item, got ${share} of ${of}`);
  const j = sensitivity.share + specificity.share - 1;
  if (j <= ROUNDING) return null;
  const z = normalQuantile((1 + confidence) / 2);
  const p = smoothed(passed, z ** 2);
  const q0 = smoothed(specificity, 2);
  const q1 = smoothed(sensitivity, 2);
  const smoothedJ = q0.share + q1.share - 1;
  // Few labels pull the smoothed figures together; then nothing can be said.
  if (smoothedJ <= ROUNDING)
    return { rate: clip((passed.share + specificity.share - 1) / j), interval: { low: 0, high: 1 } };
  const rate = (p.share + q0.share - 1) / smoothedJ;
  const spread = ({ share, of }: Observed) => (share * (1 - share)) / of;
  const shift = 2 * z ** 2 * (rate * spread(q1) - (1 - rate) * spread(q0));
  const variance = spread(p) + (1 - rate) ** 2 * spread(q0) + rate ** 2 * spread(q1);
  const margin = (z * Math.sqrt(variance)) / smoothedJ;
  return {
    rate: clip((passed.share + specificity.share - 1) / j),
    interval: { low: clip(rate + shift - margin), high: clip(rate + shift + margin) },
  };
}

/** With `extra` items more, half of them in the share. */
function smoothed({ share, of }: Observed, extra: number): Observed {
  return { share: (of * share + extra / 2) / (of + extra), of: of + extra };
}

function clip(share: number): number {
  return Math.min(1, Math.max(0, share));
}

const ROUNDING = 1e-12;
