import type { EmbeddingMetricIdentity } from '../embedding-metric.ts';
import type { ListedModel } from './layer-table.ts';

/** What it takes to name a score of token embeddings. */
export interface TokenMetricChoice {
  model: string;
  listed: ListedModel | null;
  layer: number;
  dtype: string;
  idf: boolean;
  rescaled: boolean;
}

/** `bertscore` only for a listed model at its listed layer; the same matching on anything else is `token_greedy_f1`. */
export function identityOf(choice: TokenMetricChoice): EmbeddingMetricIdentity {
  const { model, listed, layer, dtype, idf, rescaled } = choice;
  const metric = listed?.layer === layer ? 'bertscore' : 'token_greedy_f1';
  return { metric, model, layer, dtype, idf, rescaled };
}

/** For people: `bertscore(roberta-large, layer 17, fp32, no idf)`. */
export function describeIdentity(identity: EmbeddingMetricIdentity): string {
  const { metric, model, layer, dtype, idf, rescaled } = identity;
  if (metric === 'embedding_cosine') return `${metric}(${model})`;
  const parts = [model, `layer ${layer ?? 'unknown'}`, dtype, idf ? 'idf' : 'no idf'];
  return `${metric}(${[...parts, ...(rescaled ? ['rescaled'] : [])].join(', ')})`;
}
