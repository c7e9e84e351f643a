import type { QuickFilter } from '#lib/view-models/run-filter.ts';

/** What people look for most; each is a clause that shows in the expression, and so teaches the language. */
export const QUICK_FILTERS: readonly QuickFilter[] = [
  { label: 'In production', clause: "tags.env = 'production'" },
  { label: 'Overall ≥ 0.8', clause: 'metrics.overall >= 0.8' },
  { label: 'Complete', clause: "attributes.quality = 'complete'" },
  { label: 'Degraded', clause: "attributes.quality = 'degraded'" },
  { label: 'Running', clause: "attributes.state = 'running'" },
];
