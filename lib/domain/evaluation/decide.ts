import { bucketOf, isSampled, type Md5Hex } from '../sampling/bucket.ts';

/** Percentages of all exchanges, in [0, 100]. */
export interface EvaluationShares {
  /** Looked at by rules. */
  samplePercentage: number;
  /** Judged too; those are among the sampled ones. */
  judgePercentage: number;
  /** Judged, of the exchanges of rollouts, in place of the two above where it is higher. */
  rolloutQualityPercentage: number;
}

export type EvaluationChoice = 'none' | 'heuristics' | 'judge';

/**
 * What is done with an exchange, by a hash of its id with a salt of its own, so that being evaluated depends neither on
 * being in a shadow or canary sample nor on what was said. Larger percentages keep what smaller ones chose.
 */
export function chooseEvaluation(
  exchange: { id: string; isOfRollout: boolean },
  shares: EvaluationShares,
  md5Hex: Md5Hex,
): EvaluationChoice {
  const { samplePercentage, judgePercentage } = shares;
  const rollout = exchange.isOfRollout ? shares.rolloutQualityPercentage : 0;
  const bucket = bucketOf('evaluate', exchange.id, md5Hex);
  if (isSampled(bucket, Math.max(judgePercentage, rollout))) return 'judge';
  return isSampled(bucket, samplePercentage) ? 'heuristics' : 'none';
}

/**
 * Place of an exchange in the queue for labels: the first 63 bits of MD5(`label:id`). It depends on the id alone, so that
 * whoever labels from the front of the queue labels a random sample.
 */
export function labelPosition(chatId: string, md5Hex: Md5Hex): bigint {
  return BigInt(`0x${md5Hex(`label:${chatId}`).slice(0, 16)}`) >> 1n;
}

/** Whether two people are asked to label an exchange, for `percentage` of them, so that people can be compared. */
export function isLabelledTwice(chatId: string, percentage: number, md5Hex: Md5Hex): boolean {
  return isSampled(bucketOf('label-twice', chatId, md5Hex), percentage);
}
