/** How much is seeded, over which time. */
export interface SeedPlan {
  seed: number;
  chatLogs: number;
  runs: number;
  days: number;
  /** End of the seeded time, excluded. */
  untilMs: number;
}

/** The exchanges of an hour: numbers from `first` on. */
export interface SeedHour {
  startMs: number;
  first: number;
  count: number;
  /** Share of requests that fail; some hours have an incident. */
  failureShare: number;
}

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const FULL = { chatLogs: 10_000_000, runs: 5_000 };
const DAYS = 90;
/** A sampled exchange is one in ten: 1 million of 10. The bucket has 10,000 values. */
export const SAMPLED_BUCKETS = 1_020;

/** Bytes on disk as measured, indexes with their tables, that of text search too; rollups of a million exchanges. */
const BYTES = { chatLog: 1_800, evaluation: 2_000, run: 80_000, rollups: 500_000_000 };

/** The plan of a share of the full size. The same plan always makes the same rows. */
export function seedPlan(scale: number, seed: number, untilMs: number): SeedPlan {
  return {
    seed,
    chatLogs: Math.round(FULL.chatLogs * scale),
    runs: Math.max(3, Math.round(FULL.runs * scale)),
    days: DAYS,
    untilMs,
  };
}

/** About how many bytes the database will take. */
export function estimatedBytes({ chatLogs, runs }: SeedPlan): number {
  const evaluations = (chatLogs * SAMPLED_BUCKETS) / 10_000;
  // Most combinations of a minute are there already when traffic grows.
  const rollups = Math.sqrt(chatLogs / 1_000_000) * BYTES.rollups;
  return chatLogs * BYTES.chatLog + evaluations * BYTES.evaluation + runs * BYTES.run + rollups;
}

/** Shares out the exchanges: more by day than by night, fewer at weekends, growing by a third over the whole time. */
export function seedHours(plan: SeedPlan): SeedHour[] {
  const hours = plan.days * DAY_HOURS;
  const startMs = plan.untilMs - hours * HOUR_MS;
  const weights = Array.from({ length: hours }, (_, index) => {
    const at = new Date(startMs + index * HOUR_MS);
    const isWeekend = at.getUTCDay() % 6 === 0;
    const ofDay = 1 + 0.75 * Math.sin(((at.getUTCHours() - 8) / DAY_HOURS) * 2 * Math.PI);
    return ofDay * (isWeekend ? 0.55 : 1) * (1 + index / hours / 3);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  let first = 0;
  return weights.map((weight, index) => {
    before += weight;
    const next = Math.round((before / total) * plan.chatLogs);
    const hour = { startMs: startMs + index * HOUR_MS, first, count: next - first, failureShare: 0.015 };
    first = next;
    // About one incident in five days.
    if ((index * 7_919 + plan.seed * 31) % 127 === 0) hour.failureShare = 0.12;
    return hour;
  });
}

/** Hours of one day each, for one statement a day. */
export function byDay(hours: readonly SeedHour[]): SeedHour[][] {
  return Array.from({ length: hours.length / DAY_HOURS }, (_, day) =>
    hours.slice(day * DAY_HOURS, (day + 1) * DAY_HOURS),
  );
}
