import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readConfigFiles } from './files.ts';

function rolloutOf(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'lrg-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'rollout.yaml'), text);
  return readConfigFiles(folder).rollout;
}

it('comes with a file that says what holds without it', () => {
  const shipped = readConfigFiles(resolve(import.meta.dirname, '../../config')).rollout;
  expect(shipped).toEqual(rolloutOf(''));
  expect(shipped.default).toMatchObject({ initial_percentage: 5, step_percentage: 10, bake_minutes: 30 });
});

it('takes what is changed and keeps the rest', () => {
  const { default: plan } = rolloutOf('default: { triggers: { latency: null, quality: { limit: 0.8 } } }');
  expect(plan.triggers.latency).toBeNull();
  expect(plan.triggers.quality).toMatchObject({ limit: 0.8, for_minutes: 30 });
});

it('names file, line and path of what is wrong', () => {
  expect(() => rolloutOf('check_interval_seconds: 0\n')).toThrow(/rollout\.yaml:1: check_interval_seconds: /);
  expect(() => rolloutOf('\ndefault:\n  initial_percentage: 100\n')).toThrow(
    /rollout\.yaml:3: default\.initial_percentage: /,
  );
  expect(() => rolloutOf('default:\n  bake_minutes: 60\n  max_bake_minutes: 30\n')).toThrow(
    /rollout\.yaml:3: default\.max_bake_minutes: expected at least bake_minutes/,
  );
});
