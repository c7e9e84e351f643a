import type { z } from 'zod';
import type { PromptDetail } from '#lib/contracts/prompts.ts';
import type { StartRollout } from '#lib/contracts/rollouts.ts';
import { rolloutPlanSchema, stepsOf, type RolloutPlan } from '#lib/domain/rollout/plan.ts';
import { PLAN_FIELDS, type PlanField } from './rollout-plan-fields.ts';
import { formatPercentage } from './rollout-row.ts';
import { formatDuration } from './time.ts';

/** The texts of the form that starts a rollout. */
export interface RolloutForm {
  /** Empty: production's model stays. */
  model: string;
  /** Empty: prompts stay as they are. */
  promptName: string;
  promptVersion: string;
  reason: string;
  /** By the field's path in the plan. */
  plan: Readonly<Record<string, string>>;
}

/** What is wrong, by the field's name in the request. */
export type RolloutFormErrors = Readonly<Record<string, string>>;

export interface RolloutFormReading {
  /** Null when a field is wrong. */
  request: StartRollout | null;
  errors: RolloutFormErrors;
  /** How the rollout would run; null when a field is wrong. */
  preview: string | null;
}

/** A form as the default plan has it. */
export function rolloutFormOf(defaults: RolloutPlan, model: string | null): RolloutForm {
  const plan = PLAN_FIELDS.map((field) => [field.path, textOf(valueAt(defaults, field.path), field)]);
  return {
    ...{ model: model ?? '', promptName: '', promptVersion: '', reason: '' },
    plan: Object.fromEntries(plan) as Record<string, string>,
  };
}

/** Reads the form; only what differs from the defaults is sent, so that these stay the server's. */
export function readRolloutForm(form: RolloutForm, defaults: RolloutPlan): RolloutFormReading {
  const errors: Record<string, string> = {};
  const changes: Record<string, unknown> = {};
  for (const field of PLAN_FIELDS) {
    const text = (form.plan[field.path] ?? '').trim();
    if (text === textOf(valueAt(defaults, field.path), field)) continue;
    const value = readNumber(text, field);
    if (value === undefined) errors[`plan.${field.path}`] = 'Expected a number';
    else setAt(changes, field.path, value);
  }
  const merged = rolloutPlanSchema.safeParse(merge(defaults, changes));
  for (const issue of merged.error?.issues ?? []) {
    const path = issue.path.join('.');
    errors[`plan.${path}`] ??= problemText(
      issue,
      PLAN_FIELDS.find((field) => field.path === path),
    );
  }
  const [name, version] = [form.promptName.trim(), form.promptVersion.trim()];
  const model = form.model.trim();
  if (model === '' && name === '') errors['candidate.model'] = 'Expected a model, a prompt version or both';
  if (name !== '' && version === '') errors['candidate.prompt.version'] = 'Expected a version of this prompt';
  if (name === '' && version !== '') errors['candidate.prompt.name'] = 'Expected the name of a prompt';
  const reason = form.reason.trim();
  if (reason !== '' && reason.length < 3) errors.reason = 'Expected at least 3 characters, or none';
  if (Object.keys(errors).length > 0 || !merged.success)
    return { request: null, errors, preview: merged.success ? previewOf(merged.data) : null };
  return {
    request: {
      candidate: { model: model || null, prompt: name === '' ? null : { name, version } },
      plan: changes,
      ...(reason === '' ? {} : { reason }),
    },
    errors,
    preview: previewOf(merged.data),
  };
}

/** `5% → 15% → … → 95% → promoted; 5 h at least`. */
function previewOf(plan: RolloutPlan): string {
  const steps = stepsOf(plan);
  const shown = steps.map(formatPercentage);
  const short = shown.length <= 5 ? shown : [...shown.slice(0, 3), '…', ...shown.slice(-1)];
  const least = formatDuration(steps.length * plan.bake_minutes * 60_000);
  return `${[...short, 'promoted'].join(' → ')}; ${least} at least`;
}

function textOf(value: unknown, { unit }: PlanField): string {
  if (typeof value !== 'number') return '';
  // Multiplied shares show their noise otherwise: 0.07 * 100 is 7.000000000000001.
  return String(unit === 'percent' ? Number((value * 100).toPrecision(12)) : value);
}

/** What was expected, in the unit of the field. */
function problemText(issue: z.core.$ZodIssue, field: PlanField | undefined): string {
  const shown = (limit: number | bigint) =>
    field?.unit === 'percent' ? `${Number((Number(limit) * 100).toPrecision(12))}%` : String(limit);
  if (issue.code === 'too_small')
    return `Expected ${issue.inclusive === false ? 'more than' : 'at least'} ${shown(issue.minimum)}`;
  if (issue.code === 'too_big')
    return `Expected ${issue.inclusive === false ? 'less than' : 'at most'} ${shown(issue.maximum)}`;
  if (issue.code === 'invalid_type' && issue.expected === 'int') return 'Expected a whole number';
  return issue.message;
}

/** Null where an empty field switches its condition off, undefined for anything that is no number. */
function readNumber(text: string, { unit, isSwitch = false }: PlanField): number | null | undefined {
  const digits = text.replace(/\s*%$/, '').replace(',', '.');
  if (digits === '') return isSwitch ? null : undefined;
  const value = Number(digits);
  if (!Number.isFinite(value)) return undefined;
  return unit === 'percent' ? Number((value / 100).toPrecision(12)) : value;
}

function valueAt(plan: unknown, path: string): unknown {
  return path.split('.').reduce((value, key) => (isRecord(value) ? value[key] : undefined), plan);
}

/** A condition that is switched off is null as a whole, and keeps none of its other values. */
function setAt(changes: Record<string, unknown>, path: string, value: number | null): void {
  const keys = path.split('.');
  const key = keys.pop() ?? path;
  if (value === null) objectAt(changes, keys.slice(0, -1))[keys.at(-1) ?? key] = null;
  else objectAt(changes, keys)[key] = value;
}

function objectAt(root: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  let at = root;
  for (const key of keys) {
    const next = at[key];
    const child: Record<string, unknown> = isRecord(next) ? next : {};
    // What is switched off takes no further values.
    if (next !== null) at[key] = child;
    at = child;
  }
  return at;
}

function merge(base: unknown, changes: unknown): unknown {
  if (!isRecord(changes)) return changes;
  const from = isRecord(base) ? base : {};
  const merged = Object.entries(changes).map(([key, value]) => [key, merge(from[key], value)]);
  return { ...from, ...(Object.fromEntries(merged) as Record<string, unknown>) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Versions of a prompt that can be rolled out: all but the one that production renders. */
export function candidateVersions(prompt: PromptDetail | undefined): { version: string; label: string }[] {
  return (prompt?.versions ?? [])
    .filter(({ aliases }) => !aliases.includes('prod'))
    .map(({ version, aliases, message }) => {
      const said = [aliases.join(', '), message ?? ''].filter((part) => part !== '').join(': ');
      return { version, label: said === '' ? version : `${version} (${said})` };
    });
}
