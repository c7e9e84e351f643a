/** How strongly a score's place is coloured, and in which direction from its threshold. */
export interface Heat {
  side: 'above' | 'below' | 'none';
  /** From 0, at the threshold, to 1. */
  strength: number;
  /** ".83", "1.0", or a dash. */
  text: string;
}

/** So far below the threshold a score has the full colour. */
const FULL_BELOW = 0.3;

/** A score in [0, 1] as the colour of a cell: a score at the threshold is above it. */
export function heatOf(score: number | null, threshold: number): Heat {
  if (score === null) return { side: 'none', strength: 0, text: '–' };
  const text = score >= 0.995 ? '1.0' : score.toFixed(2).slice(1);
  if (score >= threshold) {
    const room = 1 - threshold;
    return { side: 'above', strength: room > 0 ? (score - threshold) / room : 1, text };
  }
  return { side: 'below', strength: Math.min(1, (threshold - score) / FULL_BELOW), text };
}
