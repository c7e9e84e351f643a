import type { PrecisionRecallF1 } from '../precision-recall.ts';
import { bestSimilarities } from './best-similarities.ts';

/** A text's tokens, special ones included: unit vectors one after the other, and what each token weighs. */
export interface WeightedTokens {
  vectors: Float32Array;
  /** Of one vector. */
  dimensions: number;
  weights: readonly number[];
}

/**
 * BERTScore's greedy matching of one pair: each token counts with its best cosine similarity to any token of the other
 * side. Special tokens weigh 0 but take part as matches. Where all tokens of a side weigh 0 (an empty text, or special
 * tokens alone) the score is 0; the original gives no number there. Values lie in [-1, 1].
 */
export function greedyMatch(reference: WeightedTokens, prediction: WeightedTokens): PrecisionRecallF1 {
  const predicted = sum(prediction.weights);
  const wanted = sum(reference.weights);
  if (predicted === 0 || wanted === 0) return { precision: 0, recall: 0, f1: 0 };
  const best = bestSimilarities(prediction.vectors, reference.vectors, reference.dimensions);
  const precision = weightedSum(best.ofRows, prediction.weights) / predicted;
  const recall = weightedSum(best.ofColumns, reference.weights) / wanted;
  const f1 = (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1: Number.isFinite(f1) ? f1 : 0 };
}

/** Scales every vector to length 1, in place; a vector of zeros stays. */
export function normaliseVectors(vectors: Float32Array, dimensions: number): Float32Array {
  for (let start = 0; start < vectors.length; start += dimensions) {
    let square = 0;
    for (let at = start; at < start + dimensions; at += 1) square += (vectors[at] ?? 0) ** 2;
    const length = Math.sqrt(square);
    if (length === 0) continue;
    for (let at = start; at < start + dimensions; at += 1) vectors[at] = (vectors[at] ?? 0) / length;
  }
  return vectors;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function weightedSum(values: Float64Array, weights: readonly number[]): number {
  return weights.reduce((total, weight, index) => total + weight * (values[index] ?? 0), 0);
}
