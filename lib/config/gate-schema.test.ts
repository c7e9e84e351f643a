import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readConfigFiles } from './files.ts';
import { gateSettings } from './gate-schema.ts';

function scorerConfig(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'lrg-gate-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'scorer_config.yaml'), text);
  return readConfigFiles(folder).scorer;
}

it('is the Python guard’s rule by default', () => {
  expect(gateSettings(scorerConfig(''), {})).toEqual({
    rule: 'threshold',
    alpha: 0.05,
    inference: 'random_prompts',
    on_inconclusive: 'require_human',
    judge_youden_j: 1,
    draws: 9_999,
    seed: 1,
    required: 'new_failures',
    golden_pass_rate: null,
    criteria: {},
    thresholds: { overall: 0.8, per_category_min: 0.72, regression_alert_delta: 0.05 },
    allow_incomparable: false,
  });
});

it('takes settings from the file, and the command line goes before them', () => {
  const scorer = scorerConfig('gate: { rule: statistical, alpha: 0.01, criteria: { relevance: 4 } }');
  expect(gateSettings(scorer, { alpha: 0.1 })).toMatchObject({
    rule: 'statistical',
    alpha: 0.1,
    criteria: { relevance: 4 },
  });
});

it.each([
  ['gate: { rule: mood }', 'gate.rule: expected one of: threshold, statistical'],
  ['gate:\n  alpha: 0.5', 'scorer_config.yaml:2: gate.alpha'],
  ['gate: { rules: {} }', 'gate: there is no field "rules"'],
  ['gate: { criteria: { relevance: 6 } }', 'gate.criteria.relevance'],
])('refuses %s', (text, problem) => {
  expect(() => scorerConfig(text)).toThrow(problem);
});
