import type { AlertKind, AlertRule } from '#lib/domain/alerts/rule.ts';
import { grouped } from '#lib/domain/text/figures.ts';
import type { Context } from '../../context.ts';

export type ObserveContext = Pick<Context, 'pool' | 'clock' | 'config'>;
export type RuleOf<Kind extends AlertKind> = Extract<AlertRule, { kind: Kind }>;

/** What a rule found about one key. */
export interface RuleObservation {
  /** Category or other part; empty for the whole. */
  key: string;
  /** Null when there are too few data. */
  value: number | null;
  /** Rows behind the value. */
  samples: number;
  /** What was looked at, in a sentence. */
  detail: string;
  /** Path of the page that shows it. */
  link: string;
}

const MINUTE_MS = 60_000;

/** The rule's window up to now. */
export function windowOf(ctx: ObserveContext, windowMinutes: number): [from: Date, to: Date] {
  const nowMs = ctx.clock.nowMs();
  return [new Date(nowMs - windowMinutes * MINUTE_MS), new Date(nowMs)];
}

/** The time up to now in words, such as "the last 15 minutes" or "the last hour". */
export function lastText(minutes: number): string {
  const [count, unit] =
    minutes % 1_440 === 0 && minutes > 1_440
      ? [minutes / 1_440, 'day']
      : minutes % 60 === 0
        ? [minutes / 60, 'hour']
        : [minutes, 'minute'];
  return `the last ${count === 1 ? unit : `${grouped(count)} ${unit}s`}`;
}
