import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { Counter, Histogram, type MetricFamily } from '#lib/domain/telemetry/instruments.ts';

const SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** What the gateway has done since the start of this process, for `GET /metrics`. */
export class Traffic {
  readonly #requests = new Counter('lrg_http_requests_total', 'Answers of the gateway, refusals included', [
    'path',
    'status',
  ]);
  readonly #exchanges = new Counter('lrg_exchanges_total', 'Model calls by how they ended', [
    'surface',
    'model',
    'status',
  ]);
  readonly #latency = new Histogram(
    'lrg_exchange_duration_seconds',
    'From the request to the last byte of the model',
    ['surface', 'model'],
    SECONDS,
  );
  readonly #firstToken = new Histogram(
    'lrg_time_to_first_token_seconds',
    'From the request to the first text of a streamed answer',
    ['surface', 'model'],
    SECONDS,
  );
  readonly #tokens = new Counter('lrg_tokens_total', 'Tokens; cached_input is a part of input', [
    'model',
    'type',
  ]);
  readonly #cost = new Counter('lrg_cost_usd_total', 'Cost in US dollars, where the price is known', [
    'model',
  ]);

  answered(path: string, status: number): void {
    this.#requests.add([path, String(status)]);
  }

  /** @param model a name of the configuration: callers choose others freely, and each would be kept for good */
  ended(row: ChatLogRow, model: string): void {
    this.#exchanges.add([row.surface, model, row.status]);
    this.#latency.observe([row.surface, model], row.latency_ms / 1_000);
    if (row.time_to_first_token_ms !== null)
      this.#firstToken.observe([row.surface, model], row.time_to_first_token_ms / 1_000);
    if (row.input_tokens !== null) this.#tokens.add([model, 'input'], row.input_tokens);
    if (row.cached_input_tokens !== null) this.#tokens.add([model, 'cached_input'], row.cached_input_tokens);
    if (row.output_tokens !== null) this.#tokens.add([model, 'output'], row.output_tokens);
    if (row.cost_usd !== null) this.#cost.add([model], row.cost_usd);
  }

  families(): MetricFamily[] {
    const instruments = [
      this.#requests,
      this.#exchanges,
      this.#latency,
      this.#firstToken,
      this.#tokens,
      this.#cost,
    ];
    return instruments.map((instrument) => instrument.family());
  }
}
