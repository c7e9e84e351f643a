import type { PrecisionRecallF1 } from './precision-recall.ts';

/**
 * A score made of embeddings, as the metric's definition gives it: not clipped, so about 1 + 1e-7 for equal texts, negative
 * for what scores worse than unrelated texts when rescaled. Gates and composites use `clipToUnit(f1)`. `truncated` when a
 * text was longer than the model takes.
 */
export interface EmbeddingScore extends PrecisionRecallF1 {
  truncated: boolean;
}

/** What makes two scores of an embedding metric comparable. */
export interface EmbeddingMetricIdentity {
  /** `bertscore` only for a listed model at its listed layer; anything else carries its own name. */
  metric: 'bertscore' | 'token_greedy_f1' | 'embedding_cosine';
  model: string;
  layer: number | null;
  dtype: string;
  idf: boolean;
  rescaled: boolean;
}

/** An embedding metric that is ready to score: model loaded, idf table made. */
export interface EmbeddingMetric {
  identity: EmbeddingMetricIdentity;
  /** Scores one pair. Rejects when the model or its server fails; that says nothing about the texts. */
  score: (reference: string, prediction: string) => Promise<EmbeddingScore>;
  close: () => Promise<void>;
}

/** Either a metric or the reason, for people, why there is none: the run is then degraded. */
export type EmbeddingMetricOpening = { ok: true; metric: EmbeddingMetric } | { ok: false; reason: string };
