import type { Baseline } from '#lib/contracts/verdicts.ts';
import { formatCountOf, formatScore } from './format.ts';

/**
 * By how much each baseline's overall score differs from that of the one before it. Null for the first one of all, and
 * where the two were made in different ways.
 *
 * @param baselines the latest first
 */
export function baselineChanges(baselines: readonly Pick<Baseline, 'run'>[]): (number | null)[] {
  return baselines.map(({ run }, index) => {
    const { overall = null, signature_hash: signature = null } = baselines[index + 1]?.run ?? {};
    if (overall === null || run.overall === null) return null;
    return signature === run.signature_hash ? run.overall - overall : null;
  });
}

/** What a promotion would change. */
export interface PromotionEffect {
  /** The run that steps back; null when there is no baseline yet. */
  replaced: { id: string; model: string; overall: string; examples: string } | null;
  /** Runs that were made like the present baseline can't be compared with the new one. */
  isIncomparable: boolean;
}

/** What becomes of the present baseline when a run is promoted. */
export function promotionEffect(
  run: Pick<Baseline['run'], 'signature_hash'>,
  current: Pick<Baseline, 'run'> | null,
): PromotionEffect {
  if (current === null) return { replaced: null, isIncomparable: false };
  const { id, model, overall, examples, signature_hash: signature } = current.run;
  return {
    replaced: {
      ...{ id, model, overall: formatScore(overall), examples: formatCountOf(examples, 'example') },
    },
    isIncomparable: signature !== run.signature_hash,
  };
}
