import type { Journal } from '#lib/adapters/journal/journal.ts';
import type { ModelDirectory } from '#lib/adapters/upstream/model-directory.ts';
import type { ConfigFiles } from '#lib/config/files.ts';
import type { Md5Hex } from '#lib/domain/sampling/bucket.ts';
import type { Logger } from '#lib/services/logger.ts';
import type { PrivacyTools } from '../privacy-tools.ts';
import type { Ledger } from './ledger.ts';
import type { Router } from './router.ts';

/** What the hot path needs, and nothing else: it must work while the database is away. */
export interface GatewayContext {
  config: ConfigFiles;
  models: ModelDirectory;
  journal: Pick<Journal, 'append'>;
  ledger: Ledger;
  log: Logger;
  md5Hex: Md5Hex;
  /** A new UUIDv7 for a time. */
  newId: (nowMs: number) => string;
  clock: Clock;
  /** Null where all texts may be stored. */
  privacy: PrivacyTools | null;
  /** What serves production and who gets a candidate, from memory. */
  router: Pick<Router, 'current' | 'isShadowKilled'>;
}

export interface Clock {
  /** Wall clock, milliseconds since 1970. */
  nowMs: () => number;
  /** Steady clock for durations, in milliseconds. */
  elapsedMs: () => number;
}
