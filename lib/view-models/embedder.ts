import type { Signature } from '#lib/contracts/scores.ts';
import { sentenceCase } from './words.ts';

const NAMES = {
  bertscore: 'BERTScore F1',
  token_greedy_f1: 'Token-greedy F1',
  embedding_cosine: 'Embedding cosine',
};

/** A metric of the composite score as people call it. @param embedder what the run's embedder score is called */
export function metricName(id: string, embedder: string): string {
  if (id === 'embedding') return embedder;
  return id === 'rouge_l' ? 'ROUGE-L' : sentenceCase(id);
}

/** What a run's embedder score is called; a run without an embedder lacks a BERTScore. */
export function embedderName(signature: Pick<Signature, 'embedder'> | null): string {
  return NAMES[signature?.embedder?.metric ?? 'bertscore'];
}
