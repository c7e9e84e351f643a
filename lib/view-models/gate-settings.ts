import { marginOf, type GateSettings } from '#lib/domain/gate/settings.ts';
import { ruleWords } from './verdict-status.ts';

/** A setting of the gate with what it means. */
export interface SettingLine {
  name: string;
  value: string;
  meaning: string;
}

const ON_INCONCLUSIVE = {
  require_human: 'a person decides',
  warn: 'let it pass',
  block: 'block it',
};
const REQUIRED = {
  new_failures: 'no new failure',
  all_failures: 'no failure at all',
  off: 'not looked at',
};

/** The gate's settings in the order in which a newcomer asks for them. Optional rules that are off are left out. */
export function prepareGateSettings(settings: GateSettings): SettingLine[] {
  const { thresholds, golden_pass_rate: passRate, judge_youden_j: youden } = settings;
  const isStatistical = settings.rule === 'statistical';
  const withoutBaseline = isStatistical ? ', without a baseline only' : '';
  return [
    { name: 'Rule', value: settings.rule, meaning: ruleWords(settings.rule).meaning },
    {
      name: 'Margin',
      value: text(marginOf(settings)),
      meaning:
        isStatistical && youden < 1
          ? `Largest drop allowed, shrunk by how well the judge tells good from bad (${text(youden)}).`
          : 'Largest drop allowed, in a category and overall.',
    },
    { name: 'Overall', value: text(thresholds.overall), meaning: `Least overall score${withoutBaseline}.` },
    {
      name: 'Category',
      value: text(thresholds.per_category_min),
      meaning: 'Least score of a category that is new, or of all without a baseline.',
    },
    { name: 'α', value: text(settings.alpha), meaning: 'Error rate of each statistical test.' },
    {
      name: 'Required checks',
      value: REQUIRED[settings.required],
      meaning: 'Checks and judge criteria that an answer must pass.',
    },
    ...(passRate === null
      ? []
      : [{ name: 'Pass rate', value: text(passRate), meaning: 'Least share of passing examples.' }]),
    ...Object.entries(settings.criteria).map(([id, least]) => ({
      name: id,
      value: text(least),
      meaning: 'Least mean of this judge criterion, of 5.',
    })),
    {
      name: 'If inconclusive',
      value: ON_INCONCLUSIVE[settings.on_inconclusive],
      meaning: 'What CI does when the scores can’t tell.',
    },
  ];
}

const text = (value: number): string => String(Number(value.toFixed(4)));
