import { isRecord } from '#lib/domain/completion/usage.ts';
import { rolloutPlanSchema } from '#lib/domain/rollout/plan.ts';

interface PlanFlag {
  flag: string;
  argument: string;
  description: string;
  /** Where it is in the plan. */
  path: readonly [string, ...string[]];
  /** `off` switches the check off that it belongs to. */
  isSwitch?: boolean;
}

/** Settings of a plan that can be given by name; the others by `--plan`. */
export const PLAN_FLAGS = [
  {
    flag: 'alpha',
    argument: 'risk',
    path: ['health', 'alpha'],
    description: 'risk, in each step, of taking back a candidate that is not worse (0.05)',
  },
  {
    flag: 'broken-limit',
    argument: 'share|off',
    path: ['triggers', 'broken', 'limit'],
    isSwitch: true,
    description: 'taken back at once when more than this share surely fails (0.05)',
  },
  {
    flag: 'broken-alpha',
    argument: 'risk',
    path: ['triggers', 'broken', 'alpha'],
    description: 'risk of taking it back so while no more than that fails (0.001)',
  },
  {
    flag: 'broken-min-errors',
    argument: 'count',
    path: ['triggers', 'broken', 'min_errors'],
    description: 'never after fewer errors (5)',
  },
  {
    flag: 'sample-ratio-alpha',
    argument: 'risk|off',
    path: ['sample_ratio', 'alpha'],
    isSwitch: true,
    description: 'risk of pausing for a split of users that is chance (0.001)',
  },
  {
    flag: 'negative-feedback-ratio',
    argument: 'times|off',
    path: ['negative_feedback', 'ratio'],
    isSwitch: true,
    description: "thumbs down flagged at so many times control's share (2)",
  },
  {
    flag: 'negative-feedback-min',
    argument: 'count',
    path: ['negative_feedback', 'min_feedback'],
    description: 'opinions needed on each side (20)',
  },
] as const satisfies readonly PlanFlag[];

type CamelCase<T extends string> = T extends `${infer A}-${infer B}` ? `${A}${Capitalize<CamelCase<B>>}` : T;
type FlagName = (typeof PLAN_FLAGS)[number]['flag'];

/** The texts of the flags, by the names that they have as options. */
export type PlanOptions = { [Flag in FlagName as CamelCase<Flag>]?: string };

/** A plan with what the flags say. Throws with a message for people that names the flag. */
export function withFlags(
  plan: Readonly<Record<string, unknown>>,
  options: PlanOptions,
): Record<string, unknown> {
  const changed = structuredClone<Record<string, unknown>>(plan);
  const given = PLAN_FLAGS.flatMap((flag: PlanFlag) => {
    const text = options[camelCase(flag.flag)];
    return text === undefined ? [] : [{ flag, text, value: valueOf(flag, text) }];
  });
  for (const { flag, text, value } of given) {
    const off = given.find((other) => other.value === null && checkOf(other.flag) === checkOf(flag));
    if (off && off.flag !== flag)
      throw new Error(`--${flag.flag} ${text}: --${off.flag.flag} off switches that check off`);
    setAt(changed, flag.path, value);
    const alone: Record<string, unknown> = {};
    setAt(alone, flag.path, value);
    const [issue] = rolloutPlanSchema.safeParse(alone).error?.issues ?? [];
    if (issue) throw new Error(`--${flag.flag} ${text}: ${issue.message}`);
  }
  return changed;
}

const camelCase = (flag: string): keyof PlanOptions =>
  flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof PlanOptions;

const checkOf = ({ path }: PlanFlag): string => path.slice(0, -1).join('.');

/** Null for `off`. */
function valueOf({ flag, isSwitch = false }: PlanFlag, text: string): number | null {
  if (isSwitch && text === 'off') return null;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new Error(`--${flag} ${text}: expected a number${isSwitch ? ', or off' : ''}`);
}

function setAt(plan: Record<string, unknown>, path: readonly string[], value: number | null): void {
  const keys = value === null ? path.slice(0, -1) : path;
  let at = plan;
  for (const key of keys.slice(0, -1)) {
    const next = at[key];
    at = at[key] = isRecord(next) ? next : {};
  }
  at[keys.at(-1) ?? ''] = value;
}
