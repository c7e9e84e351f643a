import type { EmbeddingMetricIdentity } from '../metrics/embedding-metric.ts';
import { canonicalJson } from '../text/canonical-json.ts';

/** What two runs must share for their scores to be comparable. */
export interface SignatureParts {
  dataset_hash: string;
  judge_model: string | null;
  rubric_hash: string | null;
  judge_samples: number;
  judge_temperature: number | null;
  embedder: EmbeddingMetricIdentity | null;
  metric_versions: Record<string, string>;
  metric_weights: Record<string, number>;
  category_weights: Record<string, number>;
}

/** The parts with their hash; equal hashes mean comparable runs. */
export function signatureOf(
  parts: SignatureParts,
  sha256Hex: (text: string) => string,
): SignatureParts & { hash: string } {
  return { hash: sha256Hex(canonicalJson(parts)), ...parts };
}
