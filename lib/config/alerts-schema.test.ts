import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ALERT_KINDS } from '#lib/domain/alerts/rule.ts';
import { readConfigFiles } from './files.ts';

function alertsOf(text: string | null) {
  const folder = mkdtempSync(join(tmpdir(), 'lrg-alerts-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  if (text !== null) writeFileSync(join(folder, 'alerts.yaml'), text);
  return readConfigFiles(folder).alerts;
}

it('ships a rule of every kind, and takes them where a folder has no alerts.yaml', () => {
  const alerts = alertsOf(null);
  expect(new Set(alerts.rules.map(({ kind }) => kind))).toEqual(new Set(Object.keys(ALERT_KINDS)));
  expect(alerts).toMatchObject({ cooldown_minutes: 60, quiet_hours: null, allowed_private_hosts: [] });
  expect(alerts.channels).toEqual([
    { id: 'slack', kind: 'slack', name: 'Slack', url_env: 'SLACK_WEBHOOK_URL' },
  ]);
});

it('fills in what a rule does not say', () => {
  const { rules } = alertsOf('rules: [{ id: slow, kind: latency_p95, name: Slow, threshold: 900 }]');
  expect(rules).toEqual([
    {
      id: 'slow',
      kind: 'latency_p95',
      name: 'Slow',
      threshold: 900,
      advice: null,
      is_paused: false,
      hysteresis: 0,
      for_minutes: 0,
      cooldown_minutes: null,
      renotify_minutes: 240,
      stale_minutes: 60,
      respects_quiet_hours: true,
      channels: null,
      window_minutes: 15,
      min_samples: 20,
    },
  ]);
});

it.each([
  ['rules:\n  - { id: a, kind: mood, name: A }', /alerts\.yaml:2: rules\.0\.kind: /],
  ['rules:\n  - { id: a, kind: latency_p95, name: A }', /alerts\.yaml:2: rules\.0\.threshold: /],
  ['rules:\n  - { id: A b, kind: drift, name: A }', /alerts\.yaml:2: rules\.0\.id: expected up to 63/],
  [
    'rules:\n  - { id: a, kind: drift, name: A }\n  - { id: a, kind: drift, name: B }',
    /alerts\.yaml:3: rules\.1\.id: "a" is declared twice/,
  ],
  [
    'rules:\n  - { id: a, kind: drift, name: A, window_minutes: 3 }',
    /rules\.0: there is no field "window_minutes"/,
  ],
  [
    "quiet_hours:\n  time_zone: Mars\n  from: '22:00'\n  to: '07:00'",
    /alerts\.yaml:2: quiet_hours\.time_zone: expected a time zone/,
  ],
  ["quiet_hours: { time_zone: UTC, from: '24:00', to: '07:00' }", /quiet_hours\.from: expected a time/],
  ['cooldown_minutes: 0', /cooldown_minutes: expected a whole number from 1 to 10,080/],
  ['channels: [{ id: s, kind: slack, name: S, url: x }]', /channels\.0/],
])('refuses %s', (text, problem) => {
  expect(() => alertsOf(text)).toThrow(problem);
});
