import type { Role } from '#lib/domain/access/scopes.ts';
import type { PrivacyMode } from '#lib/domain/privacy/privacy-mode.ts';

/** What the settings' first page shows of the configuration. */
export interface GeneralSettings {
  privacy: {
    mode: PrivacyMode;
    /** Names of the patterns in force. */
    patterns: readonly string[];
  };
  /** Days after which rows are deleted; null: never. */
  retention: { rawDays: number | null; minuteDays: number | null };
  signIn: { providers: readonly string[]; allowedDomains: readonly string[]; defaultRole: Role };
  models: readonly ModelSettings[];
  currentModel: string;
}

export interface ModelSettings {
  name: string;
  upstream: string;
  /** Tokens. */
  contextLimit: number | null;
  /** US dollars per million tokens; null: unknown, which costs nothing known. */
  price: { input: number; cachedInput: number | null; output: number } | null;
  priceSource: string | null;
}
