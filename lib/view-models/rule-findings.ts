import type { RuleFindings } from '#lib/contracts/evaluations.ts';
import type { CheckName } from '#lib/domain/evaluation/heuristics/settings.ts';
import type { Sorting } from './choice.ts';
import { formatCount, formatShare } from './format.ts';
import { formatExactTime } from './time.ts';
import { sentenceCase } from './words.ts';

/** The rules in words: what makes them fire. */
const RULE_WORDS: Readonly<Record<CheckName, string>> = {
  empty: 'no text and no tool calls',
  length: 'too short or too long',
  language: 'another language than expected',
  refusal: 'a phrase of refusal near the beginning',
  repetition: 'the same words again and again',
  keywords: 'words that must be there are missing, or words that must not be are there',
};

export const ruleSortKeys = ['share', 'failed', 'name'] as const;
export type RuleSortKey = (typeof ruleSortKeys)[number];

export interface RuleBar {
  timeMs: number;
  /** Of the highest bar, in [0, 1]. */
  height: number;
}

export interface RuleRow {
  rule: CheckName;
  name: string;
  what: string;
  failed: string;
  applied: string;
  /** In [0, 1]; null where the rule applied to no answer. */
  share: number | null;
  shareText: string;
  hasFired: boolean;
  /** The share of each bucket in which the rule applied, oldest first. */
  bars: readonly RuleBar[];
  /** The same in words. */
  barsText: string;
}

/** The rules with how often each fired, in the order that is asked for; those without a share come last. */
export function prepareRules({ items }: RuleFindings, { sort, order }: Sorting<RuleSortKey>): RuleRow[] {
  const sign = order === 'asc' ? 1 : -1;
  const byName = (a: (typeof items)[number], b: (typeof items)[number]) => (a.rule < b.rule ? -1 : 1);
  const sorted = [...items].sort((a, b) => {
    if (sort === 'name') return sign * byName(a, b);
    const [left, right] = sort === 'share' ? [a.share, b.share] : [a.failed, b.failed];
    if (left === null || right === null)
      return Number(left === null) - Number(right === null) || byName(a, b);
    return sign * (left - right) || byName(a, b);
  });
  return sorted.map(ruleRow);
}

function ruleRow({ rule, failed, applied, share, series }: RuleFindings['items'][number]): RuleRow {
  const shares = series
    .filter((point) => point.applied > 0)
    .map((point) => ({ timeMs: Date.parse(point.ts), share: point.failed / point.applied }))
    .sort((a, b) => a.timeMs - b.timeMs);
  const highest = Math.max(0, ...shares.map((point) => point.share));
  return {
    ...{ rule, name: sentenceCase(rule), what: RULE_WORDS[rule] },
    failed: formatCount(failed),
    applied: formatCount(applied),
    share,
    shareText: share === null ? 'does not apply' : formatShare(share),
    hasFired: failed > 0,
    bars: shares.map((point) => ({
      timeMs: point.timeMs,
      height: highest === 0 ? 0 : point.share / highest,
    })),
    barsText: barsText(shares, highest),
  };
}

function barsText(shares: readonly { timeMs: number; share: number }[], highest: number): string {
  if (highest === 0) return 'Never fired.';
  const at = shares.find(({ share }) => share === highest);
  return `Fired most at ${formatExactTime(at?.timeMs ?? 0)}, for ${formatShare(highest)} of the answers.`;
}
