import type { PrivacyMode } from '../privacy/privacy-mode.ts';

/** How an exchange ended: answered; refused or broken upstream; too slow; given up by the caller. */
export type ExchangeStatus = 'ok' | 'error' | 'timeout' | 'aborted';

/** One exchange as it is journaled and stored: the columns of `chat_logs`, JSON-safe. */
export interface ChatLogRow {
  id: string;
  /** ISO 8601, the time in the id. */
  created_at: string;
  surface: 'chat' | 'v1';
  user_id: string | null;
  session_id: string | null;
  use_case: string | null;
  prompt: string | null;
  /** Signed 64-bit integer in decimal. */
  prompt_hash: string;
  request_parameters: unknown;
  response: string | null;
  tool_calls: unknown;
  finish_reason: string | null;
  model_version: string;
  prompt_version: string | null;
  /** `production`, or `canary` where a rollout's candidate served it. */
  variant: string;
  upstream: string;
  is_streamed: boolean;
  attempts: number;
  latency_ms: number;
  time_to_first_token_ms: number | null;
  input_tokens: number | null;
  cached_input_tokens: number | null;
  output_tokens: number | null;
  cost_usd: number | null;
  price_source: string | null;
  status: ExchangeStatus;
  http_status: number | null;
  error: string | null;
  shadow_bucket: number;
  is_sampled: boolean;
  metadata: unknown;
  api_key_id: string | null;
  /** How its texts were protected before they were stored; absent when they were not. */
  privacy?: Exclude<PrivacyMode, 'full'>;
  /** What the caller's traceparent said; absent without one. */
  trace_id?: string;
  parent_span_id?: string;
  /** The rollout that decided which side served it, and its bucket in [0, 9999]; absent where none did. */
  rollout_id?: string;
  canary_bucket?: number;
}
