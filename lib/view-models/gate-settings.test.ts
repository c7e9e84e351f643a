import { describe, expect, it } from 'vitest';
import { settingsWith } from '#lib/testing/gate-runs.ts';
import { prepareGateSettings } from './gate-settings.ts';

const valuesOf = (settings: Parameters<typeof settingsWith>[0]) =>
  Object.fromEntries(prepareGateSettings(settingsWith(settings)).map(({ name, value }) => [name, value]));

describe('prepareGateSettings', () => {
  it('shows the settings that decide, and leaves optional rules out while they are off', () => {
    expect(valuesOf({})).toEqual({
      Rule: 'threshold',
      Margin: '0.05',
      Overall: '0.8',
      Category: '0.72',
      α: '0.05',
      'Required checks': 'no new failure',
      'If inconclusive': 'a person decides',
    });
  });

  it('adds the optional rules, and shrinks the margin for a judge that was measured', () => {
    const values = valuesOf({
      ...{ rule: 'statistical', judge_youden_j: 0.8, golden_pass_rate: 0.95 },
      ...{ criteria: { relevance: 4, helpfulness: 3.5 }, on_inconclusive: 'block' },
    });
    expect(values).toMatchObject({
      ...{ Margin: '0.04', 'Pass rate': '0.95', relevance: '4', helpfulness: '3.5' },
      'If inconclusive': 'block it',
    });
  });

  it('says that the overall threshold needs no meeting beside a baseline by the statistical rule', () => {
    const overallOf = (rule: 'threshold' | 'statistical') =>
      prepareGateSettings(settingsWith({ rule })).find(({ name }) => name === 'Overall')?.meaning;
    expect(overallOf('statistical')).toContain('without a baseline only');
    expect(overallOf('threshold')).not.toContain('without a baseline');
  });
});
