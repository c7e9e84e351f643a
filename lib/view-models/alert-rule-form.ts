import { ALERT_KINDS, alertRuleSchema, type AlertKind, type AlertRule } from '#lib/domain/alerts/rule.ts';
import { BUDGET_PERIODS } from '#lib/domain/cost/budget.ts';

/** What stands in the form's fields, by the rule's own names. */
export type RuleForm = Readonly<Record<string, string>>;

export interface RuleField {
  name: string;
  label: string;
  hint: string;
  /** Numbers where it is absent; one of these otherwise. */
  options?: readonly string[];
}

const UNIT_WORDS = {
  score: 'Score, 0 to 1',
  share: 'Share, 0 to 1',
  ms: 'Milliseconds',
  usd: 'US dollars',
  sd: 'Standard deviations',
  count: 'Count',
  minutes: 'Minutes',
} as const;

const WINDOW: RuleField = { name: 'window_minutes', label: 'Window', hint: 'Minutes up to now' };
const SAMPLES: RuleField = { name: 'min_samples', label: 'Least rows', hint: 'With fewer nothing is said' };
const OWN_FIELDS: Record<AlertKind, readonly RuleField[]> = {
  category_average: [{ name: 'runs', label: 'Runs', hint: 'Latest comparable ones' }],
  average_score: [WINDOW, SAMPLES],
  latency_p95: [WINDOW, SAMPLES],
  error_rate: [WINDOW, SAMPLES],
  budget: [
    {
      name: 'period',
      label: 'Period',
      hint: 'The day or month so far (UTC), or a window',
      options: ['window', ...BUDGET_PERIODS],
    },
    { ...WINDOW, hint: 'Minutes up to now; for the period "window"' },
    {
      name: 'scope',
      label: 'Cost of',
      hint: 'What is counted',
      options: ['production', 'shadow', 'judge', 'runs'],
    },
  ],
  divergence_rate: [WINDOW, SAMPLES],
  drift: [
    { name: 'k', label: 'k', hint: 'Half of the shift to catch, in sd' },
    { name: 'baseline_runs', label: 'Baseline runs', hint: '20 or more keep false alarms rare' },
  ],
  dead_letters: [WINDOW],
  no_data: [
    {
      name: 'source',
      label: 'Data',
      hint: 'Whose latest row counts',
      options: ['chat_logs', 'shadow_evals', 'runs'],
    },
  ],
};

/** Whose threshold a rule without one takes. */
const INHERITED: Partial<Record<AlertKind, string>> = {
  category_average: "the gate's",
  budget: 'the share of the limit in budgets.yaml that counts as near',
};

/** The fields of a kind of rule, the threshold first. */
export function ruleFields(kind: AlertKind): readonly RuleField[] {
  const unit = UNIT_WORDS[ALERT_KINDS[kind].unit];
  const inherited = INHERITED[kind];
  return [
    {
      name: 'threshold',
      label: 'Threshold',
      hint: inherited ? `${unit}; empty takes ${inherited}` : unit,
    },
    { name: 'hysteresis', label: 'Hysteresis', hint: 'Ends only so far on the right side' },
    ...OWN_FIELDS[kind],
    { name: 'for_minutes', label: 'For', hint: 'Minutes it must be wrong' },
    { name: 'cooldown_minutes', label: 'Cooldown', hint: "Minutes; empty takes the file's" },
    { name: 'renotify_minutes', label: 'Repeat after', hint: 'Minutes; empty never' },
  ];
}

const NULLABLE = ['cooldown_minutes', 'renotify_minutes', 'threshold'];

/** A rule as it stands in the form. */
export function ruleFormOf(rule: AlertRule): RuleForm {
  const values: Readonly<Record<string, unknown>> = rule;
  const fields = ruleFields(rule.kind).map(({ name }): [string, string] => {
    const value = values[name];
    return [name, typeof value === 'string' || typeof value === 'number' ? String(value) : ''];
  });
  return {
    id: rule.id,
    kind: rule.kind,
    name: rule.name,
    advice: rule.advice ?? '',
    ignores_quiet_hours: rule.respects_quiet_hours ? '' : 'yes',
    ...Object.fromEntries(fields),
  };
}

/**
 * The rule that a form means, or what is wrong with which field.
 *
 * @param base what the form doesn't show is kept from it; null for a new rule
 */
export function readRuleForm(
  form: RuleForm,
  kind: AlertKind,
  base: AlertRule | null,
): { rule: AlertRule | null; errors: Readonly<Record<string, string>> } {
  const fields = ruleFields(kind).flatMap(({ name, options }): [string, unknown][] => {
    const text = (form[name] ?? '').trim();
    if (text === '') return NULLABLE.includes(name) && name in { ...base, ...form } ? [[name, null]] : [];
    return [[name, options ? text : Number(text.replace(',', '.'))]];
  });
  const parsed = alertRuleSchema.safeParse({
    ...base,
    kind,
    id: form.id ?? '',
    name: form.name ?? '',
    advice: form.advice?.trim() ? form.advice : null,
    respects_quiet_hours: !form.ignores_quiet_hours,
    ...Object.fromEntries(fields),
  });
  if (parsed.success) return { rule: parsed.data, errors: {} };
  const errors = parsed.error.issues.map(({ path, message }) => [path.join('.'), message]);
  return { rule: null, errors: Object.fromEntries(errors) as Record<string, string> };
}
