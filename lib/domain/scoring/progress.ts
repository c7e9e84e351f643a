import { addCosts } from '../cost/price.ts';

/** How far a run is. A unit is one model call: an answer or its judgement. */
export interface Progress {
  callsDone: number;
  callsTotal: number;
  examplesDone: number;
  examplesTotal: number;
  failedCalls: number;
  /** US dollars spent by this process on the run; null once a call of unknown price was made. */
  costUsd: number | null;
  /** Over the last seconds; null until something can be said. Results from the cache don't count. */
  callsPerSecond: number | null;
  secondsLeft: number | null;
}

const WINDOW_MS = 10_000;

/** Counts what is done and tells rate and time left from the last ten seconds. */
export class ProgressMeter {
  private callsDone = 0;
  private examplesDone = 0;
  private failedCalls = 0;
  private costUsd: number | null = 0;
  private readonly recentMs: number[] = [];
  private readonly callsTotal: number;
  private readonly examplesTotal: number;

  constructor(totals: { calls: number; examples: number }) {
    this.callsTotal = totals.calls;
    this.examplesTotal = totals.examples;
  }

  /** A call ended: `costUsd` null for an unknown price; `isPaid` false when nothing was asked (cache, scored by rule). */
  callDone(call: { isPaid: boolean; isFailed: boolean; costUsd: number | null }, nowMs: number): void {
    this.callsDone += 1;
    if (call.isFailed) this.failedCalls += 1;
    if (!call.isPaid) return;
    this.recentMs.push(nowMs);
    if (!call.isFailed) this.costUsd = addCosts(this.costUsd, call.costUsd);
  }

  exampleDone(): void {
    this.examplesDone += 1;
  }

  read(nowMs: number): Progress {
    while ((this.recentMs[0] ?? nowMs) < nowMs - WINDOW_MS) this.recentMs.shift();
    const first = this.recentMs[0] ?? nowMs;
    const spanMs = Math.max(nowMs - first, 1);
    const callsPerSecond = this.recentMs.length > 1 ? ((this.recentMs.length - 1) * 1_000) / spanMs : null;
    const left = this.callsTotal - this.callsDone;
    return {
      callsDone: this.callsDone,
      callsTotal: this.callsTotal,
      examplesDone: this.examplesDone,
      examplesTotal: this.examplesTotal,
      failedCalls: this.failedCalls,
      costUsd: this.costUsd,
      callsPerSecond,
      secondsLeft: callsPerSecond === null ? null : left / callsPerSecond,
    };
  }
}
