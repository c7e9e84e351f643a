import type { EmbeddingMetricIdentity, EmbeddingScore } from '#lib/domain/metrics/embedding-metric.ts';
import type { ModelFiles } from './model-files.ts';
import type { TokenMetricSettings } from './token-metric.ts';

/** What the thread is started with. */
export interface WorkerStart {
  files: ModelFiles;
  settings: TokenMetricSettings;
  references: readonly string[];
}

export type ToWorker = { id: number; reference: string; prediction: string } | { close: true };

export type FromWorker =
  | { kind: 'ready'; identity: EmbeddingMetricIdentity }
  | { kind: 'refused'; reason: string }
  | { kind: 'score'; id: number; score: EmbeddingScore }
  | { kind: 'failure'; id: number; reason: string }
  | { kind: 'closed' };
