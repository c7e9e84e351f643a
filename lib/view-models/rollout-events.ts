import type { RolloutEventItem } from '#lib/contracts/rollouts.ts';
import type { RolloutCause, RolloutEventKind } from '#lib/domain/rollout/state.ts';
import { formatPercentage } from './rollout-row.ts';
import { formatDuration } from './time.ts';

export type EventTone = 'neutral' | 'positive' | 'negative' | 'warning';

const KINDS: Record<RolloutEventKind, { label: string; tone: EventTone }> = {
  started: { label: 'Started', tone: 'neutral' },
  advanced: { label: 'Next step', tone: 'positive' },
  extended: { label: 'Step goes on', tone: 'warning' },
  flagged: { label: 'Flagged', tone: 'warning' },
  paused: { label: 'Paused', tone: 'warning' },
  resumed: { label: 'Resumed', tone: 'neutral' },
  promoted: { label: 'Promoted', tone: 'positive' },
  rolled_back: { label: 'Rolled back', tone: 'negative' },
  aborted: { label: 'Aborted', tone: 'neutral' },
};

const CAUSES: Record<RolloutCause, string> = {
  by_hand: 'by hand',
  healthy: 'healthy',
  unhealthy: 'worse than control',
  not_enough_data: 'not enough evidence',
  too_long: 'took too long',
  broken: 'the candidate is broken',
  error_rate: 'too many errors',
  latency: 'too slow',
  quality: 'answers too bad',
  sample_ratio: 'traffic not split as planned',
  negative_feedback: 'users are not content',
};

/** One line of a rollout's history. */
export interface RolloutEventLine {
  /** Of the rollout after it; what the chart's marks are numbered by. */
  version: number;
  kind: RolloutEventKind;
  label: string;
  tone: EventTone;
  cause: string;
  timeMs: number;
  actor: string;
  reason: string;
  /** `5% → 15%`; null where the share stayed. */
  change: string | null;
  /** How long after the first bad request it was; null where there was none. */
  afterFirstBad: string | null;
}

export function prepareRolloutEvent(event: RolloutEventItem): RolloutEventLine {
  const { version, kind, cause, actor, reason, percentage_before: before, percentage_after: after } = event;
  const timeMs = Date.parse(event.created_at);
  return {
    ...{ version, kind, ...KINDS[kind], cause: CAUSES[cause], timeMs, actor: actor.name, reason },
    change: before === after ? null : `${formatPercentage(before)} → ${formatPercentage(after)}`,
    afterFirstBad:
      event.first_bad_at === null
        ? null
        : formatDuration(Math.max(0, timeMs - Date.parse(event.first_bad_at))),
  };
}

/** The latest event that was decided on evidence; null before the first. */
export function lastDecision(events: readonly RolloutEventItem[]): RolloutEventItem | null {
  return events.findLast(({ health }) => health !== null) ?? null;
}
