import { examplesNeeded, minimumDetectableDrop } from '../stats/power.ts';
import { POWER } from './compare.ts';
import { marginOf, type GateSettings } from './settings.ts';
import type { Comparison, Needed } from './verdict.ts';

const MOST_REPEATS = 100;

/** What would let the gate see a drop of the margin with 80 % power, where it can't: more examples, or more answers. */
export function neededToDecide(comparisons: readonly Comparison[], settings: GateSettings): Needed[] {
  const margin = marginOf(settings);
  const goal = { alpha: settings.alpha, power: POWER };
  return comparisons.flatMap((comparison) => {
    const { category, n, se, p_noninferiority: p } = comparison;
    if (margin === 0 || se === null || se === 0 || p === null || p < settings.alpha) return [];
    const examples = examplesNeeded(se * Math.sqrt(n), margin, goal);
    const repeats = repeatsNeeded(comparison, margin, settings);
    if (examples <= n && repeats === null) return [];
    return [{ category, examples: n, examples_needed: Math.max(examples, n + 1), repeats_needed: repeats }];
  });
}

/** Fewest answers per prompt on both sides that do it; null when noise was not measured, or examples differ too much. */
function repeatsNeeded(comparison: Comparison, margin: number, settings: GateSettings): number | null {
  const { noise, n } = comparison;
  if (!noise || n < 2) return null;
  const perAnswer = noise.answer_sd_baseline ** 2 + noise.answer_sd_current ** 2;
  const between = comparison.inference === 'fixed_prompts' ? 0 : noise.example_sd ** 2;
  const goal = { alpha: settings.alpha, power: POWER };
  for (let repeats = 1; repeats <= MOST_REPEATS; repeats += 1) {
    const se = Math.sqrt((between + perAnswer / repeats) / n);
    if (minimumDetectableDrop(se, n - 1, goal) <= margin) return repeats;
  }
  return null;
}
