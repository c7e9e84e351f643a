import type { EventTone } from '#lib/view-models/rollout-events.ts';

/** How an event is coloured, in the chart and in the history. */
export const EVENT_COLORS: Record<EventTone, string> = {
  neutral: 'var(--muted)',
  positive: 'var(--positive)',
  negative: 'var(--negative)',
  warning: 'var(--warning)',
};
