import { expect, it } from 'vitest';
import { ALERT_KINDS, alertRuleSchema, type AlertKind } from '#lib/domain/alerts/rule.ts';
import { readRuleForm, ruleFormOf } from './alert-rule-form.ts';

const kinds = Object.keys(ALERT_KINDS) as AlertKind[];
const ruleOf = (kind: AlertKind) =>
  alertRuleSchema.parse({
    ...{ id: 'a', name: 'A', kind, cooldown_minutes: 30, channels: ['slack'], is_paused: true },
    ...(kind === 'drift' ? {} : { threshold: 0.5 }),
  });

it.each(kinds)('a %s rule goes through the form unchanged', (kind) => {
  const rule = ruleOf(kind);
  expect(readRuleForm(ruleFormOf(rule), kind, rule)).toEqual({ rule, errors: {} });
});

it('takes what was changed', () => {
  const rule = ruleOf('latency_p95');
  const form = { ...ruleFormOf(rule), threshold: '900,5', cooldown_minutes: '', ignores_quiet_hours: 'yes' };
  expect(readRuleForm(form, 'latency_p95', rule).rule).toEqual({
    ...rule,
    threshold: 900.5,
    cooldown_minutes: null,
    respects_quiet_hours: false,
  });
});

it('makes a new rule of little, with the defaults of its kind', () => {
  const form = { id: 'new', name: 'New', threshold: '3' };
  expect(readRuleForm(form, 'dead_letters', null).rule).toEqual(
    alertRuleSchema.parse({ ...form, kind: 'dead_letters', threshold: 3 }),
  );
});

it.each(['', 'abc', '٣'])('asks for a number in place of "%s", in words', (threshold) => {
  const rule = ruleOf('latency_p95');
  const form = { ...ruleFormOf(rule), threshold };
  expect(readRuleForm(form, 'latency_p95', rule).errors).toEqual({
    threshold: 'expected a number from 0 to 1,000,000,000,000',
  });
});

it('a budget of the month may take its limit from budgets.yaml, a window has none to take', () => {
  const form = { id: 'new', name: 'New', threshold: '', scope: 'judge' };
  expect(readRuleForm({ ...form, period: 'month' }, 'budget', null).rule).toMatchObject({
    ...{ period: 'month', threshold: null, scope: 'judge' },
  });
  expect(Object.keys(readRuleForm({ ...form, period: 'window' }, 'budget', null).errors)).toEqual([
    'threshold',
  ]);
});

it.each([
  [{ name: '' }, 'name'],
  [{ threshold: 'low' }, 'threshold'],
  [{ threshold: '' }, 'threshold'],
  [{ window_minutes: '0' }, 'window_minutes'],
  [{ id: 'Not an id' }, 'id'],
])('says what is wrong with %j', (change, field) => {
  const rule = ruleOf('latency_p95');
  const { rule: read, errors } = readRuleForm({ ...ruleFormOf(rule), ...change }, 'latency_p95', rule);
  expect(read).toBeNull();
  expect(Object.keys(errors)).toEqual([field]);
});
