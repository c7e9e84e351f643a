import type { EmbeddingScore } from '../embedding-metric.ts';
import type { PrecisionRecallF1 } from '../precision-recall.ts';
import { weightsOf, type EncodedText } from './encoding.ts';
import type { IdfTable } from './idf.ts';
import { greedyMatch, type WeightedTokens } from './matching.ts';
import { rescale } from './rescale.ts';

/** A text with the unit vector of each of its tokens, one after the other. */
export interface EmbeddedText extends EncodedText {
  vectors: Float32Array;
}

/** How token embeddings become a score. */
export interface TokenScoring {
  /** Of one vector. */
  dimensions: number;
  specialIds: ReadonlySet<number>;
  idf: IdfTable | null;
  /** Rescales where it isn't null. */
  baseline: PrecisionRecallF1 | null;
}

/** BERTScore of one pair from its token embeddings; one pair at a time, so that no score depends on its neighbours. */
export function scoreTokens(
  reference: EmbeddedText,
  prediction: EmbeddedText,
  { dimensions, specialIds, idf, baseline }: TokenScoring,
): EmbeddingScore {
  const weighted = ({ ids, vectors }: EmbeddedText): WeightedTokens => ({
    vectors,
    dimensions,
    weights: weightsOf(ids, specialIds, idf ? idf.weightOf : null),
  });
  const raw = greedyMatch(weighted(reference), weighted(prediction));
  const truncated = reference.truncated || prediction.truncated;
  return { ...(baseline ? rescale(raw, baseline) : raw), truncated };
}

/** Several references: the greatest precision, recall and F1, each for itself, as BERTScore takes them. */
export function bestOfReferences(scores: readonly [EmbeddingScore, ...EmbeddingScore[]]): EmbeddingScore {
  return {
    precision: Math.max(...scores.map((score) => score.precision)),
    recall: Math.max(...scores.map((score) => score.recall)),
    f1: Math.max(...scores.map((score) => score.f1)),
    truncated: scores.some((score) => score.truncated),
  };
}
