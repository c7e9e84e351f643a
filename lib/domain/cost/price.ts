import type { TokenUsage } from '../completion/usage.ts';

/** US dollars per million tokens. Cached input costs as much as other input where no price of its own is known. */
export interface Price {
  inputPerMillionUsd: number;
  cachedInputPerMillionUsd?: number;
  outputPerMillionUsd: number;
  /** Where the price was read, for example a price list and its date. */
  source: string;
}

export interface Cost {
  /** Null when it can't be known: no price or no usage. Never 0 in place of unknown. */
  costUsd: number | null;
  priceSource: string | null;
}

/** Both costs together; an unknown one makes the sum unknown. */
export function addCosts(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

/** Cost of one call in US dollars. */
export function costOf(usage: TokenUsage | null, price: Price | null): Cost {
  if (!usage || !price) return { costUsd: null, priceSource: null };
  const cachedPrice = price.cachedInputPerMillionUsd ?? price.inputPerMillionUsd;
  const micros =
    (usage.inputTokens - usage.cachedInputTokens) * price.inputPerMillionUsd +
    usage.cachedInputTokens * cachedPrice +
    usage.outputTokens * price.outputPerMillionUsd;
  return { costUsd: micros / 1e6, priceSource: price.source };
}
