import { binOf } from '../../telemetry/latency-sketch.ts';
import { minuteOf } from '../arm-figures.ts';
import type { ArmMinute } from '../health-report.ts';
import type { SimulatedOutcome } from './simulated-side.ts';

interface Entry {
  nowMs: number;
  user: number;
  isCanary: boolean;
  outcome: SimulatedOutcome;
}

interface OpenMinute extends ArmMinute {
  bins: Map<number, number>;
}

/** Keeps both sides' minutes as the database does, of as many as a check can look at. */
export class MinuteBook {
  readonly #slowestMs: number;
  readonly #sides: Record<'canary' | 'control', OpenMinute[]> = { canary: [], control: [] };
  #users = { canary: new Set<number>(), control: new Set<number>() };

  constructor(slowestMs: number) {
    this.#slowestMs = slowestMs;
  }

  add({ nowMs, user, isCanary, outcome }: Entry): void {
    const side = isCanary ? 'canary' : 'control';
    this.#users[side].add(user);
    const minute = this.#minute(side, minuteOf(nowMs));
    const { isError, latencyMs, score } = outcome;
    minute.requests += 1;
    if (isError) {
      minute.errors += 1;
      minute.firstErrorMs ??= nowMs;
      return;
    }
    const bin = binOf(latencyMs);
    minute.bins.set(bin, (minute.bins.get(bin) ?? 0) + 1);
    if (latencyMs > this.#slowestMs) minute.firstSlowMs ??= nowMs;
    if (score === null) return;
    minute.scores = {
      n: minute.scores.n + 1,
      sum: minute.scores.sum + score,
      squares: minute.scores.squares + score * score,
    };
  }

  /** Another share of users begins: they are counted anew, and minutes of earlier steps are not looked at again. */
  startStep(nowMs: number): void {
    this.#users = { canary: new Set(), control: new Set() };
    const oldest = minuteOf(nowMs) - LONGEST_WINDOW_MS;
    for (const side of ['canary', 'control'] as const)
      this.#sides[side] = this.#sides[side].filter(({ minuteMs }) => minuteMs >= oldest);
  }

  input(): { canary: ArmMinute[]; control: ArmMinute[] } {
    return { canary: this.#sides.canary.map(closed), control: this.#sides.control.map(closed) };
  }

  units(): { canary: number; control: number } {
    return { canary: this.#users.canary.size, control: this.#users.control.size };
  }

  #minute(side: 'canary' | 'control', minuteMs: number): OpenMinute {
    const minutes = this.#sides[side];
    const last = minutes.at(-1);
    if (last?.minuteMs === minuteMs) return last;
    const fresh: OpenMinute = {
      ...{ minuteMs, requests: 0, errors: 0, latency: { bins: [], counts: [] } },
      ...{ scores: { n: 0, sum: 0, squares: 0 }, feedback: { n: 0, negative: 0 } },
      ...{ firstErrorMs: null, firstSlowMs: null, bins: new Map() },
    };
    minutes.push(fresh);
    return fresh;
  }
}

/** Longest window that a plan's trigger may have. */
const LONGEST_WINDOW_MS = 24 * 60 * 60_000;

function closed({ bins, ...minute }: OpenMinute): ArmMinute {
  const latency = { bins: [...bins.keys()], counts: [...bins.values()] };
  return { ...minute, latency };
}
