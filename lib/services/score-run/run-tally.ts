import type { RunStep, ScoredAnswer, ScoredExample } from '#lib/contracts/scores.ts';
import { addCosts } from '#lib/domain/cost/price.ts';

type StepName = 'inference' | 'metrics' | 'judge';

/** Adds up what a run used, how long its steps took and what is missing, example by example. */
export class RunTally {
  readonly usage = { input_tokens: 0, cached_input_tokens: 0, output_tokens: 0 };
  costUsd: number | null = 0;
  judgeCostUsd: number | null = 0;
  judgeInputTokens = 0;
  judgeOutputTokens = 0;
  answers = 0;
  errors = 0;
  /** Reasons why scores are missing though the metric was meant to be there, with their counts, by metric. */
  readonly missing = new Map<string, Map<string, number>>();
  readonly latenciesMs: number[] = [];
  private readonly spans = new Map<StepName, { fromMs: number; toMs: number }>();

  add(example: ScoredExample): void {
    for (const answer of example.answers) this.addAnswer(answer);
  }

  /** The judge was asked: for an answer, or for its canaries. */
  judged(call: { costUsd: number | null; inputTokens: number; outputTokens: number }): void {
    this.judgeCostUsd = addCosts(this.judgeCostUsd, call.costUsd);
    this.judgeInputTokens += call.inputTokens;
    this.judgeOutputTokens += call.outputTokens;
  }

  /** A part of a step ran from one moment to another. */
  spent(step: StepName, fromMs: number, toMs: number): void {
    const span = this.spans.get(step);
    if (!span) this.spans.set(step, { fromMs, toMs });
    else {
      span.fromMs = Math.min(span.fromMs, fromMs);
      span.toMs = Math.max(span.toMs, toMs);
    }
  }

  steps(): RunStep[] {
    return [...this.spans]
      .sort(([, a], [, b]) => a.fromMs - b.fromMs)
      .map(([name, { fromMs, toMs }]) => ({
        name,
        started_at: new Date(fromMs).toISOString(),
        finished_at: new Date(toMs).toISOString(),
        params: {},
        metrics: { seconds: (toMs - fromMs) / 1_000 },
      }));
  }

  private addAnswer(answer: ScoredAnswer): void {
    this.answers += 1;
    if (answer.status === 'error') this.errors += 1;
    else this.costUsd = addCosts(this.costUsd, answer.cost_usd);
    this.usage.input_tokens += answer.input_tokens ?? 0;
    this.usage.cached_input_tokens += answer.cached_input_tokens ?? 0;
    this.usage.output_tokens += answer.output_tokens ?? 0;
    if (answer.latency_ms !== null) this.latenciesMs.push(answer.latency_ms);
    for (const [metric, reason] of Object.entries(answer.missing)) {
      if (metric === 'rouge_l') continue; // it doesn't apply, which is no loss
      const reasons = this.missing.get(metric) ?? new Map<string, number>();
      this.missing.set(metric, reasons.set(reason, (reasons.get(reason) ?? 0) + 1));
    }
  }
}
