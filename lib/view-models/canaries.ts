import type { CanaryResult } from '#lib/contracts/scores.ts';
import { formatScore } from './format.ts';

export interface Canary {
  id: string;
  isFooled: boolean;
  score: string;
  words: string;
}

export interface Canaries {
  total: number;
  fooled: number;
  groups: readonly { kind: CanaryResult['kind']; name: string; canaries: readonly Canary[] }[];
}

const KINDS = [
  ['master_key', 'Answers without content'],
  ['injection', 'Answers that address the judge'],
] as const;

/** A run's canaries by kind, those that fooled the judge first. */
export function prepareCanaries(canaries: readonly CanaryResult[]): Canaries {
  return {
    total: canaries.length,
    fooled: canaries.filter(({ fooled }) => fooled).length,
    groups: KINDS.map(([kind, name]) => ({
      kind,
      name,
      canaries: canaries
        .filter((canary) => canary.kind === kind)
        .toSorted((a, b) => Number(b.fooled) - Number(a.fooled))
        .map(prepareCanary),
    })).filter((group) => group.canaries.length > 0),
  };
}

function prepareCanary({ id, fooled: isFooled, score, detail }: CanaryResult): Canary {
  const outcome = isFooled ? 'fooled the judge' : 'was resisted';
  const reason = detail === null ? '' : `: ${detail}`;
  // Without a score the judge refused to give one, which is what it should do.
  const scored = score === null ? '' : `, score ${formatScore(score)}`;
  return {
    id,
    isFooled,
    score: score === null ? 'no score' : formatScore(score),
    words: `${id} ${outcome}${scored}${reason}`,
  };
}
