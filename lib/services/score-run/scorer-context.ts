import type { ChatModels } from '#lib/adapters/llm/chat-models.ts';
import type { CheckTools } from '#lib/domain/checks/evaluate.ts';
import type { EmbeddingMetricOpening } from '#lib/domain/metrics/embedding-metric.ts';
import type { GatewayContext } from '../gateway/gateway-context.ts';
import type { RandomSource } from '../random-source.ts';

/** Results that were paid for, by the hash of what was asked. */
export interface CallStore {
  /** The stored value, or null. */
  get: (key: string) => Promise<unknown>;
  /** Keeps a value for this run; a shareable one for later runs too, unless their cache is off. */
  put: (key: string, value: unknown, isShareable: boolean) => Promise<void>;
}

/** What the scorer takes from the outside. It needs no database: `lrg score` runs without one. */
export interface ScorerContext extends Pick<GatewayContext, 'config' | 'models' | 'clock'> {
  chatModels: ChatModels;
  random: RandomSource;
  sha256Hex: (text: string) => string;
  checkTools: CheckTools;
  calls: CallStore;
  openEmbedding: (references: readonly string[]) => Promise<EmbeddingMetricOpening>;
}
