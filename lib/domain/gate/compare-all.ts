import { holm } from '../stats/holm.ts';
import { compareCategory, compareOverall, type RawComparison } from './compare.ts';
import type { GateEvidence } from './evidence.ts';
import type { Compared } from './mean-rules.ts';
import { scoresByCategory, type CategoryScores } from './pairs.ts';
import { sentenceOf } from './sentence.ts';
import { marginOf, type GateSettings } from './settings.ts';
import type { Comparison } from './verdict.ts';

/** What two runs' scores say about each other, without a decision: overall and by category. */
export function compareEvidence(evidence: GateEvidence, settings: GateSettings): Compared {
  return compareAll(scoresByCategory(evidence), settings);
}

/** The figures of all categories and the overall score; p values are corrected for their number by Holm's procedure. */
export function compareAll(scores: readonly CategoryScores[], settings: GateSettings): Compared {
  const overall = compareOverall(scores, settings);
  const categories = scores.map((category) => compareCategory(category, settings));
  const tested = categories.filter(({ p_regression: p }) => p !== null);
  // With one category the overall score is the same hypothesis, not another one.
  const family = tested.length === 1 ? tested : [overall, ...tested];
  const adjusted = holm(family.map(({ p_regression: p }) => p ?? 1));
  const byComparison = new Map(family.map((each, index) => [each, adjusted[index] ?? null]));
  const levels = { alpha: settings.alpha, margin: marginOf(settings) };
  const finish = (raw: RawComparison, p: number | null | undefined): Comparison => {
    const corrected = { ...raw, p_regression_holm: raw.p_regression === null ? null : (p ?? null) };
    return { ...corrected, sentence: sentenceOf(corrected, levels) };
  };
  return {
    overall: finish(overall, byComparison.get(overall) ?? adjusted[0]),
    categories: categories.map((each) => finish(each, byComparison.get(each))),
  };
}
