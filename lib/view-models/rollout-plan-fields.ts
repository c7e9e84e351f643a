/** A number of a rollout's plan as a field of the form. */
export interface PlanField {
  /** Where it is in the plan. */
  path: string;
  label: string;
  hint: string;
  /** `percent`: the plan holds a share in [0, 1], people read a percentage. */
  unit: 'number' | 'percent';
  /** Left empty, the condition that it belongs to is switched off. */
  isSwitch?: boolean;
}

export interface PlanFieldGroup {
  title: string;
  explanation: string;
  /** Read at the first look; the others open when they are wanted. */
  isMain?: boolean;
  fields: readonly PlanField[];
}

const number = (path: string, label: string, hint: string): PlanField => ({
  path,
  label,
  hint,
  unit: 'number',
});
const percent = (path: string, label: string, hint: string): PlanField => ({
  ...{ path, label, hint, unit: 'percent' },
});
const OFF = 'empty: off';

/** What of a plan the form lets people choose; the rest is as rollout.yaml has it. */
export const PLAN_GROUPS: readonly PlanFieldGroup[] = [
  {
    title: 'Steps',
    explanation: 'How the candidate’s share of traffic grows.',
    isMain: true,
    fields: [
      number('initial_percentage', 'First share', '% of traffic'),
      number('step_percentage', 'Growth per step', 'Percentage points'),
      number('bake_minutes', 'Bake time', 'Minutes of each step'),
      number('max_bake_minutes', 'Longest step', 'Minutes; then back'),
      number('max_duration_minutes', 'Longest in all', 'Minutes; then back'),
    ],
  },
  {
    title: 'Health against control',
    explanation: 'What the candidate must show in each step, compared with production over the same time.',
    fields: [
      number('health.min_requests', 'Least requests', 'Of each side'),
      number('health.min_scores', 'Least judged answers', 'Of each side; 0: none'),
      percent('health.max_error_rate_increase', 'More errors, up to', 'Percentage points'),
      number('health.max_p99_ratio', 'Slower, up to', 'Times control’s p99'),
      number('health.max_quality_drop', 'Worse, up to', 'Score, 0 to 1'),
    ],
  },
  {
    title: 'Taken back at once',
    explanation: 'Limits that end the rollout whatever control does.',
    fields: [
      { ...percent('triggers.error_rate.limit', 'Errors above', `%, ${OFF}`), isSwitch: true },
      number('triggers.error_rate.for_minutes', 'Errors: for so long', 'Minutes'),
      { ...number('triggers.latency.p99_ms', 'p99 above', `Milliseconds, ${OFF}`), isSwitch: true },
      number('triggers.latency.for_minutes', 'p99: for so long', 'Minutes'),
      { ...number('triggers.quality.limit', 'Score below', `0 to 1, ${OFF}`), isSwitch: true },
      number('triggers.quality.for_minutes', 'Score: for so long', 'Minutes'),
    ],
  },
  {
    title: 'Advanced',
    explanation: 'How sure a decision must be, how much it needs, and what else is looked at.',
    fields: [
      percent('health.alpha', 'Risk of a step', '% of good candidates taken back'),
      {
        ...percent('sample_ratio.alpha', 'Uneven split: risk', `% of chance pauses; ${OFF}`),
        isSwitch: true,
      },
      { ...percent('triggers.broken.limit', 'Broken: errors above', `%, at once; ${OFF}`), isSwitch: true },
      percent('triggers.broken.alpha', 'Broken: risk', '% of good candidates'),
      number('triggers.broken.min_errors', 'Broken: least errors', 'Fewer are never enough'),
      {
        ...number('negative_feedback.ratio', 'Thumbs down at', `Times control’s; ${OFF}`),
        isSwitch: true,
      },
      number('negative_feedback.min_feedback', 'Thumbs: least', 'Of both kinds, on each side'),
      number('triggers.error_rate.min_requests', 'Errors: least requests', 'In the window'),
      number('triggers.latency.min_requests', 'p99: least requests', 'In the window'),
      number('triggers.quality.min_scores', 'Score: least answers', 'Judged, in the window'),
    ],
  },
];

export const PLAN_FIELDS: readonly PlanField[] = PLAN_GROUPS.flatMap(({ fields }) => fields);
