import type { CanaryResult, ScoredAnswer, ScoredExample, ScoresHead } from '#lib/contracts/scores.ts';
import type { Example } from '#lib/domain/dataset/example.ts';
import type { EmbeddingMetricOpening } from '#lib/domain/metrics/embedding-metric.ts';
import { RunAggregator } from '#lib/domain/scoring/aggregate.ts';
import { ProgressMeter, type Progress } from '#lib/domain/scoring/progress.ts';
import { InOrder } from './in-order.ts';
import { judgeOf } from './judge-step.ts';
import { limitCalls } from './limit-calls.ts';
import type { RunPlan } from './run-plan.ts';
import { RunTally } from './run-tally.ts';
import { scoreAnswer, weightsOf } from './score-answer.ts';
import { scoredExample } from './scored-example.ts';
import type { ScorerContext } from './scorer-context.ts';
import { scoresHead } from './scores-head.ts';

export interface RunControl {
  /** Takes up no new call; those under way end and are kept, so that a resumed run doesn't pay for them again. */
  stop: AbortSignal;
  /** Gives up the calls under way too. */
  abort: AbortSignal;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Gets the examples in the golden set's order. */
  onExample: (example: ScoredExample) => Promise<void>;
  onProgress: (progress: Progress) => void;
}

export type RunOutcome =
  | { status: 'finished'; head: ScoresHead }
  | { status: 'stopped'; reason: 'asked' | 'budget' | 'unreachable'; message: string };

/** So many failures without a single answer mean that the model can't be reached at all. */
const HOPELESS_FAILURES = 10;
const CALL_RAMP_MS = 3;
const LONGEST_RAMP_MS = 250;
/** Examples under way for each call under way: while one waits for its turn, another is scored. */
const EXAMPLES_PER_CALL = 2;

/**
 * Scores a golden set: every example is answered, measured and judged, within the limits of the configuration. Nothing is
 * paid for twice: whatever a call brought is in `ctx.calls` before it counts.
 */
export async function scoreRun(
  outer: ScorerContext,
  plan: RunPlan,
  control: RunControl,
): Promise<RunOutcome> {
  return new Scoring(outer, plan, control).run();
}

class Scoring {
  private readonly ctx: ScorerContext;
  private readonly plan: RunPlan;
  private readonly control: RunControl;
  private readonly tally = new RunTally();
  private readonly aggregator: RunAggregator;
  private readonly meter: ProgressMeter;
  private readonly answers = new Map<number, (ScoredAnswer | undefined)[]>();
  private readonly inOrder: InOrder<ScoredExample>;
  private readonly judge: ReturnType<typeof judgeOf> | null;
  private readonly embedding: Promise<EmbeddingMetricOpening> | null;
  private stopped: Extract<RunOutcome, { status: 'stopped' }> | null = null;
  private tokens = 0;
  private succeeded = 0;
  private failures = 0;
  private nextTask = 0;

  constructor(outer: ScorerContext, plan: RunPlan, control: RunControl) {
    const { scorer } = outer.config;
    const limited = limitCalls(outer.chatModels, {
      concurrency: scorer.concurrency,
      requestsPerMinute: scorer.requests_per_minute,
      rampMs: Math.min(CALL_RAMP_MS, LONGEST_RAMP_MS / scorer.concurrency),
      retries: scorer.retries,
      signal: control.abort,
      elapsedMs: outer.clock.elapsedMs,
      sleep: control.sleep,
      onAnswer: ({ usage }) => {
        this.use((usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0));
      },
    });
    this.ctx = { ...outer, chatModels: { ...outer.chatModels, ...limited } };
    this.plan = plan;
    this.control = control;
    this.aggregator = new RunAggregator(plan.categoryWeights);
    const weights = weightsOf(outer);
    this.judge = weights.judge_score > 0 ? judgeOf(this.ctx, plan) : null;
    this.embedding =
      weights.embedding > 0 && scorer.embedder.kind !== 'none'
        ? outer.openEmbedding(plan.examples.map((example) => example.reference_response))
        : null;
    const answers = plan.examples.length * scorer.repeats;
    this.meter = new ProgressMeter({
      calls: answers * (this.judge ? 2 : 1),
      examples: plan.examples.length,
    });
    this.inOrder = new InOrder(async (example) => {
      this.aggregator.add(example);
      this.tally.add(example);
      await control.onExample(example);
    });
  }

  async run(): Promise<RunOutcome> {
    const startedMs = this.ctx.clock.nowMs();
    const workers = this.ctx.config.scorer.concurrency * EXAMPLES_PER_CALL;
    const canaries = this.runCanaries();
    const working = Array.from({ length: workers }, () => this.work());
    const opening = (await this.embedding) ?? null;
    try {
      const ended = await Promise.allSettled([canaries, ...working]);
      const failed = ended.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
      if (this.stopped) return this.stopped;
      return { status: 'finished', head: this.finish(startedMs, await canaries, opening) };
    } finally {
      if (opening?.ok) await opening.metric.close();
    }
  }

  /** The judge's canaries, booked with its other calls. */
  private async runCanaries(): Promise<CanaryResult[]> {
    if (!this.judge) return [];
    const { canaries, costUsd, inputTokens, outputTokens } = await this.judge.canaries();
    this.tally.judged({ costUsd, inputTokens, outputTokens });
    return canaries;
  }

  private async work(): Promise<void> {
    const { repeats } = this.ctx.config.scorer;
    while (!this.isStopping()) {
      const task = this.nextTask;
      const position = Math.floor(task / repeats);
      const example = this.plan.examples[position];
      if (!example) return;
      this.nextTask += 1;
      const answer = await this.scoreOne(example, task % repeats);
      // An answer that was given up says nothing about the model: a resumed run asks again.
      if (this.control.abort.aborted) return;
      await this.collect(position, example, answer);
    }
  }

  private isStopping(): boolean {
    if (!this.stopped && this.control.stop.aborted)
      this.stopped = { status: 'stopped', reason: 'asked', message: 'stopped as asked' };
    return this.stopped !== null;
  }

  private async scoreOne(example: Example, repeat: number): Promise<ScoredAnswer> {
    const { clock } = this.ctx;
    const startedMs = clock.nowMs();
    let answeredMs = startedMs;
    const answer = await scoreAnswer(
      this.ctx,
      this.plan,
      { embedding: this.embedding, judge: this.judge?.step ?? null },
      {
        example,
        repeat,
        observer: {
          answered: (reply) => {
            answeredMs = clock.nowMs();
            this.tally.spent('inference', startedMs, answeredMs);
            if (reply.ok) this.succeeded += 1;
            this.report({
              isPaid: reply.ok && !reply.isCached,
              isFailed: !reply.ok,
              costUsd: reply.ok ? reply.costUsd : 0,
            });
            if (!reply.ok) this.countFailure(reply.error);
          },
          judged: (outcome) => {
            this.tally.spent('judge', answeredMs, clock.nowMs());
            this.tally.judged(outcome);
            this.report(outcome);
          },
          skipped: () => this.report({ isPaid: false, isFailed: false, costUsd: 0 }),
        },
      },
    );
    this.tally.spent('metrics', answeredMs, clock.nowMs());
    return answer;
  }

  private async collect(position: number, example: Example, answer: ScoredAnswer): Promise<void> {
    const { repeats } = this.ctx.config.scorer;
    const collected =
      this.answers.get(position) ?? new Array<ScoredAnswer | undefined>(repeats).fill(undefined);
    this.answers.set(position, collected);
    collected[answer.repeat] = answer;
    const answers = collected.filter((item) => item !== undefined);
    if (answers.length < repeats) return;
    this.answers.delete(position);
    this.meter.exampleDone();
    this.control.onProgress(this.meter.read(this.ctx.clock.elapsedMs()));
    await this.inOrder.put(position, scoredExample(example, answers));
  }

  private finish(
    startedMs: number,
    canaries: CanaryResult[],
    embedding: EmbeddingMetricOpening | null,
  ): ScoresHead {
    const { clock } = this.ctx;
    const aggregates = this.aggregator.finish();
    return scoresHead(this.ctx, this.plan, {
      startedMs,
      finishedMs: clock.nowMs(),
      aggregates,
      tally: this.tally,
      canaries,
      embedding,
      isJudged: this.judge !== null,
    });
  }

  private report(call: { isPaid: boolean; isFailed: boolean; costUsd: number | null }): void {
    const nowMs = this.ctx.clock.elapsedMs();
    this.meter.callDone(call, nowMs);
    this.control.onProgress(this.meter.read(nowMs));
  }

  private countFailure(error: string): void {
    this.failures += 1;
    const most = Math.min(HOPELESS_FAILURES, this.plan.examples.length);
    if (this.succeeded > 0 || this.failures < most || this.control.abort.aborted) return;
    this.stopped ??= {
      status: 'stopped',
      reason: 'unreachable',
      message: `${this.plan.model} gives no answers: ${error}`,
    };
  }

  private use(tokens: number): void {
    this.tokens += tokens;
    const most = this.ctx.config.scorer.max_total_tokens;
    if (most === null || this.tokens < most) return;
    this.stopped ??= {
      status: 'stopped',
      reason: 'budget',
      message: `the budget of ${most} tokens is used up (${this.tokens})`,
    };
  }
}
