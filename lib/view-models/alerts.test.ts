import { describe, expect, it } from 'vitest';
import type { AlertEventItem, AlertList } from '#lib/contracts/alerts.ts';
import { alertRuleSchema } from '#lib/domain/alerts/rule.ts';
import { prepareEventRow, prepareOpenAlerts, prepareQuiet, prepareRule } from './alerts.ts';

const alert: AlertList['items'][number] = {
  ...{ rule_id: 'cat', rule_name: 'Category', rule_kind: 'category_average', key: 'tone', status: 'firing' },
  ...{
    since: '2026-11-21T12:00:00.000Z',
    is_told: true,
    last_notified_at: null,
    value: 0.61,
    threshold: 0.72,
  },
  ...{ samples: 3, detail: 'Mean.', link: '/runs' },
};
const event: AlertEventItem = {
  ...{
    id: 'e',
    created_at: '2026-11-21T12:00:00.000Z',
    rule_id: 'p95',
    rule_name: 'Slow',
    rule_kind: 'latency_p95',
  },
  ...{
    key: '',
    kind: 'firing',
    from_status: 'ok',
    to_status: 'firing',
    outcome: 'held_back',
    reason: 'quiet_hours',
  },
  ...{
    value: 1_234,
    threshold: 900,
    samples: 40,
    since: null,
    detail: '',
    advice: null,
    link: '/',
    message_id: null,
  },
};

it.each<
  [
    rules: number,
    checked: boolean,
    statuses: [string, AlertList['items'][number]['status']][],
    title: string,
    text: RegExp,
  ]
>([
  [0, true, [], 'No rule is watching', /nobody is told/],
  [0, false, [], 'No rule is watching', /paused/],
  [2, false, [], 'Nothing was checked yet', /first check of 2 rules/],
  [2, true, [], 'Nothing to see yet', /^2 rules are watching/],
  [1, true, [['a', 'no_data']], 'Nothing to see yet', /^1 rule is watching/],
  [
    2,
    true,
    [
      ['a', 'ok'],
      ['b', 'pending'],
    ],
    'Nothing is wrong',
    /^2 rules are watching\.$/,
  ],
  [
    3,
    true,
    [
      ['a', 'ok'],
      ['a', 'no_data'],
      ['b', 'no_data'],
    ],
    'Nothing is wrong',
    /; 2 of them have too few data/,
  ],
  [2, true, [['a', 'ok']], 'Nothing is wrong', /; 1 of them has too few data/],
])('while nothing fires: %d rules, checked %s, %j', (rules, isChecked, statuses, title, text) => {
  const items = statuses.map(([id, status]) => ({ ...alert, rule_id: id, status }));
  const list = { checked_at: isChecked ? '2026-11-21T12:00:00.000Z' : null, rules, firing: 0, items };
  expect(prepareQuiet(list)).toMatchObject({ title, text: expect.stringMatching(text) as unknown });
  expect(prepareQuiet(list).isGood).toBe(title === 'Nothing is wrong');
});

it('groups what fires by rule', () => {
  const items = [
    alert,
    { ...alert, key: 'facts', is_told: false },
    { ...alert, rule_id: 'b', status: 'ok' as const },
  ];
  expect(prepareOpenAlerts({ checked_at: null, rules: 2, firing: 2, items })).toMatchObject([
    {
      ...{ ruleId: 'cat', name: 'Category', wanted: 'at least 0.720' },
      alerts: [
        { key: 'tone', part: 'Tone', value: '0.610', sinceMs: Date.UTC(2026, 10, 21, 12), note: null },
        { key: 'facts', note: 'held back' },
      ],
    },
  ]);
  const blind = { ...alert, value: null };
  expect(
    prepareOpenAlerts({ checked_at: null, rules: 2, firing: 1, items: [blind] })[0]?.alerts[0],
  ).toMatchObject({
    ...{ value: null, note: 'no data at the moment' },
  });
});

describe('a line of history', () => {
  it.each<[Partial<AlertEventItem>, object]>([
    [
      {},
      {
        subject: 'Slow',
        value: '1,234 ms',
        wanted: 'wanted at most 900 ms',
        outcome: 'Held back',
        reason: 'quiet hours',
      },
    ],
    [
      { rule_kind: 'category_average', rule_name: 'Category', key: 'refusal_behavior' },
      { subject: 'Category: Refusal behavior' },
    ],
    [
      { rule_kind: 'rollout', rule_name: 'Rollout', key: 'gpt_4 rolled back' },
      { subject: 'Rollout: gpt_4 rolled back' },
    ],
    [
      { outcome: 'sent', reason: 'due', message_id: 'm' },
      { outcome: 'Sent', reason: 'at once' },
    ],
    [
      { outcome: 'sent', reason: 'due' },
      { outcome: 'Not sent', reason: 'no channel' },
    ],
    [
      { rule_kind: 'rollout', value: 0.05, threshold: 0 },
      { value: '5.0%', wanted: 'before: 0.0%' },
    ],
    [{ kind: 'resolved' }, { kind: { label: 'Resolved', tone: 'positive' } }],
  ])('%j', (change, row) => {
    expect(prepareEventRow({ ...event, ...change })).toMatchObject(row);
  });
});

it('says how a rule judges, and where it is from', () => {
  const rule = alertRuleSchema.parse({
    ...{
      id: 'p95',
      kind: 'latency_p95',
      name: 'Slow',
      threshold: 900,
      for_minutes: 5,
      respects_quiet_hours: false,
    },
  });
  const item = {
    rule,
    threshold: 900,
    source: 'changed' as const,
    version: 1,
    updated_at: null,
    updated_by: 'Eda',
  };
  expect(prepareRule(item, 60)).toEqual({
    measures: 'Latency, 95th percentile',
    wanted: 'at most 900 ms',
    timing: ['over 15 min', 'for 5 min', 'at most every 60 min', 'also in quiet hours'],
    origin: 'changed by Eda',
  });
  const timingOf = (minutes: number) => {
    const changed = alertRuleSchema.parse({ ...rule, window_minutes: minutes, for_minutes: 0 });
    return prepareRule({ ...item, rule: changed }, 120).timing.slice(0, 2);
  };
  expect(timingOf(90)).toEqual(['over 90 min', 'at most every 2 h']);
  expect(timingOf(1_440)[0]).toBe('over 24 h');
  expect(timingOf(10_080)[0]).toBe('over 7 d');
});
