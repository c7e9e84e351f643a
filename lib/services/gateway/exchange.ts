import type { ModelRoute } from '#lib/adapters/upstream/model-directory.ts';
import { costOf } from '#lib/domain/cost/price.ts';
import type { Completion } from '#lib/domain/completion/completion.ts';
import { estimateUsage } from '#lib/domain/completion/estimate-usage.ts';
import type { TokenUsage } from '#lib/domain/completion/usage.ts';
import type { ChatLogRow, ExchangeStatus } from '#lib/domain/exchange/chat-log-row.ts';
import { bucketOf, isSampled, promptHashOf } from '#lib/domain/sampling/bucket.ts';
import { isDeeperThan, MOST_LEVELS } from '#lib/domain/text/nesting.ts';
import type { RolloutSide } from '#lib/domain/rollout/assignment.ts';
import { storableLine } from '#lib/domain/text/storable.ts';
import type { TraceContext } from '#lib/domain/trace/trace-context.ts';
import type { GatewayContext } from './gateway-context.ts';
import { newIdentity, type ExchangeIdentity } from './route-request.ts';

/** One request to a model, as the caller meant it. */
export interface ExchangeInput {
  surface: ChatLogRow['surface'];
  /** What is hashed for sampling: the prompt, or for /v1 the JSON text of the messages. */
  promptText: string;
  route: ModelRoute;
  /** What a rollout decided about it; null where none did. */
  side: RolloutSide | null;
  /** Its id, where that decided; null: it gets one. */
  identity: ExchangeIdentity | null;
  /** The upstream's request body. */
  body: string | Buffer;
  headers: Readonly<Record<string, string>>;
  isStreamed: boolean;
  /** Whether usage was asked for by the gateway alone, so that the caller must not see its frame. */
  hidesUsage: boolean;
  requestParameters: unknown;
  promptVersion: string | null;
  userId: string | null;
  sessionId: string | null;
  useCase: string | null;
  metadata: unknown;
  apiKeyId: string | null;
  /** Where the caller's trace has it; null: it begins a trace. */
  trace: TraceContext | null;
  /** The caller's presence. */
  signal: AbortSignal;
}

export interface ExchangeOutcome {
  status: ExchangeStatus;
  httpStatus: number | null;
  completion: Completion | null;
  error: string | null;
  attempts: number;
  timeToFirstTokenMs: number | null;
}

/** An exchange under way: knows its id and its times, and ends in exactly one row of the log. */
export class Exchange {
  readonly id: string;
  readonly input: ExchangeInput;
  readonly #ctx: GatewayContext;
  readonly #createdAtMs: number;
  readonly #startedMs: number;
  #row: ChatLogRow | null = null;

  constructor(ctx: GatewayContext, input: ExchangeInput) {
    this.#ctx = ctx;
    this.input = input;
    const { id, createdAtMs } = input.identity ?? newIdentity(ctx);
    this.id = id;
    this.#createdAtMs = createdAtMs;
    this.#startedMs = ctx.clock.elapsedMs();
    ctx.ledger.inFlight += 1;
  }

  get elapsedMs(): number {
    return this.#ctx.clock.elapsedMs() - this.#startedMs;
  }

  /** How it ended; null while it is under way. */
  get row(): ChatLogRow | null {
    return this.#row;
  }

  /**
   * Writes the row to the journal; resolves once it survives the death of this process. A journal that can't be written
   * is reported and counted, and never the caller's problem. A second call changes nothing.
   */
  async finish(outcome: ExchangeOutcome): Promise<ChatLogRow> {
    if (this.#row) return this.#row;
    const row = this.#rowOf(outcome);
    this.#row = row;
    this.#ctx.ledger.inFlight -= 1;
    this.#ctx.ledger.answered += 1;
    this.#ctx.ledger.traffic.ended(row, this.#modelLabel);
    try {
      const { privacy, journal } = this.#ctx;
      // What is handed on to the caller stays as it is; what touches the disk is what may be stored.
      await journal.append(storableLine(privacy ? privacy.protectRow(row) : row));
      this.#ctx.ledger.journaled += 1;
    } catch (error) {
      this.#ctx.ledger.lost += 1;
      this.#ctx.log.error(
        { err: error, chatLogId: this.id },
        'the journal can not be written: this exchange is lost',
      );
    }
    return row;
  }

  get #modelLabel(): string {
    const { model, label } = this.input.route;
    return this.#ctx.models.names.includes(model) ? label : 'other';
  }

  #rowOf(outcome: ExchangeOutcome): ChatLogRow {
    const { input } = this;
    const { completion } = outcome;
    const { md5Hex, config } = this.#ctx;
    const { usage, isEstimated } = this.#usageOf(outcome);
    const { costUsd, priceSource } = costOf(usage, input.route.price);
    const bucket = bucketOf('shadow', input.promptText, md5Hex);
    const variant = input.side?.variant ?? 'production';
    // Shadow evaluation compares with production.
    const isShadowed =
      outcome.status === 'ok' &&
      variant === 'production' &&
      config.shadow.candidate_model !== null &&
      !this.#ctx.router.isShadowKilled;
    return {
      id: this.id,
      created_at: new Date(this.#createdAtMs).toISOString(),
      surface: input.surface,
      user_id: input.userId,
      session_id: input.sessionId,
      use_case: input.useCase,
      prompt: input.promptText,
      prompt_hash: promptHashOf(input.promptText, md5Hex).toString(),
      request_parameters: input.requestParameters,
      response: completion?.text ?? null,
      tool_calls: toolCallsOf(completion),
      finish_reason: completion?.finishReason ?? null,
      model_version: input.route.label,
      prompt_version: input.promptVersion,
      variant,
      upstream: input.route.upstream.name,
      is_streamed: input.isStreamed,
      attempts: outcome.attempts,
      latency_ms: rounded(this.elapsedMs),
      time_to_first_token_ms:
        outcome.timeToFirstTokenMs === null ? null : rounded(outcome.timeToFirstTokenMs),
      input_tokens: usage?.inputTokens ?? null,
      cached_input_tokens: usage?.cachedInputTokens ?? null,
      output_tokens: usage?.outputTokens ?? null,
      cost_usd: costUsd,
      price_source: priceSource && isEstimated ? `${priceSource}; tokens estimated` : priceSource,
      status: outcome.status,
      http_status: outcome.httpStatus,
      error: outcome.error,
      shadow_bucket: bucket,
      is_sampled: isShadowed && isSampled(bucket, config.shadow.shadow_percentage),
      metadata: input.metadata,
      api_key_id: input.apiKeyId,
      ...(input.trace && { trace_id: input.trace.traceId, parent_span_id: input.trace.parentSpanId }),
      ...(input.side && { rollout_id: input.side.rolloutId, canary_bucket: input.side.bucket }),
    };
  }

  /** A stream that was cut off never told its usage; what it has cost so far is estimated from its length. */
  #usageOf(outcome: ExchangeOutcome): { usage: TokenUsage | null; isEstimated: boolean } {
    const { completion } = outcome;
    if (!completion || completion.usage || !this.input.isStreamed)
      return { usage: completion?.usage ?? null, isEstimated: false };
    const usage = estimateUsage(this.input.promptText, completion);
    return { usage, isEstimated: usage !== null };
  }
}

const rounded = (ms: number): number => Math.round(ms * 1_000) / 1_000;

/** Request bodies are checked when they come; what a model server nests too deeply is left out of the row. */
function toolCallsOf(completion: Completion | null): unknown[] | null {
  const calls = completion?.toolCalls ?? null;
  return isDeeperThan(calls, MOST_LEVELS) ? null : calls;
}
