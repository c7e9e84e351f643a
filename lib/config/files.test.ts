import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfigFiles } from './files.ts';
import { ConfigurationError } from './yaml-file.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lrg-config-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(join(folder, file), text);

/** The problems of the folder, each without the folder's name. */
function problems(): string[] {
  try {
    readConfigFiles(folder);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const [first, ...lines] = error.message.split('\n');
    expect(first).toBe('The configuration is not usable:');
    return lines.map((line) => line.replace(`  - ${folder}/`, ''));
  }
  return [];
}

describe('the configuration files', () => {
  it('have a default for everything', () => {
    const { modelVersion, shadow, scorer, models } = readConfigFiles(folder);
    expect(modelVersion.current_model).toBe('gpt-4.1-mini');
    expect(shadow).toMatchObject({
      shadow_percentage: 5,
      routing_strategy: 'hash',
      candidate_model: null,
      scoring: { queue_name: 'shadow_eval', result_ttl: 604_800 },
      promotion: { min_samples: 500 },
    });
    expect(scorer).toMatchObject({
      judge_temperature: 0,
      thresholds: { overall: 0.8, per_category_min: 0.72, regression_alert_delta: 0.05 },
      metric_weights: { bertscore: 0.3, rouge_l: 0.2, judge_score: 0.5 },
    });
    expect(models.upstreams).toMatchObject({
      openai: { base_url: 'https://api.openai.com/v1', max_retries: 2 },
    });
  });

  it('that come with the package are valid', () => {
    const config = readConfigFiles(resolve(import.meta.dirname, '../../config'));
    expect(config.models.models).toHaveProperty(config.modelVersion.current_model);
    expect(config.models.models).toHaveProperty(config.scorer.judge_model);
  });

  it('that end in .yml are refused rather than passed over', () => {
    write('privacy.yml', 'mode: hash_only\n');
    expect(problems()).toEqual(['privacy.yml: expected the name privacy.yaml']);
  });

  it('that are empty, or hold comments alone, mean the defaults', () => {
    const defaults = readConfigFiles(folder);
    write('shadow_config.yaml', '');
    write('scorer_config.yaml', '# nothing yet\n');
    write('model_version.yaml', '---\n');
    expect(readConfigFiles(folder)).toEqual(defaults);
  });

  it('of the Python guard keep working', () => {
    write(
      'model_version.yaml',
      `current_model: gpt-4o-mini
baseline_model: gpt-4o-mini
prompt_template_version: v1.2
system_prompt_hash: sha256:0a1b2c
last_updated: 2024-03-01
updated_by: ci-bot
`,
    );
    write(
      'shadow_config.yaml',
      `shadow_percentage: 5
routing_strategy: hash_based
candidate_model: gpt-4o
promotion:
  min_window_days: 7
  score_tolerance: 0.02
scoring:
  async_backend: celery
  queue_name: shadow_eval
  result_ttl: 604800
`,
    );
    write(
      'scorer_config.yaml',
      `judge_model: gpt-4o
judge_temperature: 0.0
thresholds:
  overall: 0.80
  per_category_min: 0.72
  regression_alert_delta: 0.05
metric_weights:
  bertscore: 0.30
  rouge_l: 0.20
  judge_score: 0.50
mlflow:
  experiment_name: llm-regression-guard
  production_tag: production
categories:
  - name: factual_qa
    weight: 0.25
  - { name: summarization, weight: 0.2 }
`,
    );
    const { modelVersion, shadow, scorer } = readConfigFiles(folder);
    expect(modelVersion).toMatchObject({ current_model: 'gpt-4o-mini', prompt_template_version: 'v1.2' });
    expect(shadow).toMatchObject({ routing_strategy: 'hash_based', scoring: { async_backend: 'celery' } });
    expect(scorer.mlflow).toEqual({ experiment_name: 'llm-regression-guard', production_tag: 'production' });
    expect(scorer.categories.map(({ name }) => name)).toEqual(['factual_qa', 'summarization']);
  });

  it('in a folder that is not there are an error that says so', () => {
    const missing = join(folder, 'missing');
    expect(() => readConfigFiles(missing)).toThrow(`${missing}: there is no such folder`);
  });
});

describe('a mistake is told with file, line, path and what was expected', () => {
  it.each([
    [
      'a wrong type',
      'shadow_config.yaml',
      'candidate_model: large\n# a share\nshadow_percentage: lots\n',
      /^shadow_config\.yaml:3: shadow_percentage: expected a number from 0 to 100/,
    ],
    [
      'a number out of range',
      'shadow_config.yaml',
      'shadow_percentage: 101',
      /^shadow_config\.yaml:1: shadow_percentage: .*100/,
    ],
    [
      'an unknown choice',
      'shadow_config.yaml',
      'routing_strategy: random',
      /^shadow_config\.yaml:1: routing_strategy: expected one of: hash, hash_based/,
    ],
    [
      'an unknown key',
      'shadow_config.yaml',
      'shadow_percentage: 5\n\ncandidate: large\n',
      /^shadow_config\.yaml:3: \(top level\): .*"candidate"/,
    ],
    [
      'an unknown key deep inside',
      'scorer_config.yaml',
      'thresholds:\n  overall: 0.8\n  overal: 0.8\n',
      /^scorer_config\.yaml:3: thresholds: .*"overal"/,
    ],
    [
      'a wrong value deep inside',
      'scorer_config.yaml',
      'thresholds:\n  overall: 0.8\n  per_category_min: 72\n',
      /^scorer_config\.yaml:3: thresholds\.per_category_min: expected a number from 0 to 1/,
    ],
    [
      'a wrong entry of a list',
      'scorer_config.yaml',
      'categories:\n  - name: a\n    weight: 1\n  - name: b\n    weight: x\n',
      /^scorer_config\.yaml:5: categories\.1\.weight: .*number/,
    ],
    [
      'a missing member',
      'scorer_config.yaml',
      'judge_model: a\ncategories:\n  - weight: 1\n',
      /^scorer_config\.yaml:3: categories\.0\.name: missing; expected a text/,
    ],
    [
      'a text for a table',
      'scorer_config.yaml',
      '\nmetric_weights: equal\n',
      /^scorer_config\.yaml:2: metric_weights: .*object/,
    ],
    [
      'a list for the whole',
      'scorer_config.yaml',
      '- a\n- b\n',
      /^scorer_config\.yaml:1: \(top level\): .*object/,
    ],
    [
      'a text for the whole',
      'model_version.yaml',
      'gpt-4',
      /^model_version\.yaml:1: \(top level\): .*object/,
    ],
    ['a key twice', 'shadow_config.yaml', 'retries: 1\nretries: 2\n', /^shadow_config\.yaml:2: .*unique/],
    ['broken YAML', 'shadow_config.yaml', 'a: 1\nb: [1, 2\n', /^shadow_config\.yaml:[23]: ./],
    ['a tab', 'shadow_config.yaml', 'scoring:\n\tqueue_name: a\n', /^shadow_config\.yaml:[12]: .*tab/i],
    [
      'an alias of nothing',
      'model_version.yaml',
      'updated_by: a\ncurrent_model: *nobody\n',
      /^model_version\.yaml:2: .*nobody/,
    ],
    [
      'an address that is none',
      'models.yaml',
      'upstreams:\n  openai:\n    base_url: api\n',
      /^models\.yaml:3: upstreams\.openai\.base_url: expected an address such as/,
    ],
    [
      'an upstream that is not there',
      'models.yaml',
      'default_upstream: openai\nmodels:\n  a:\n    upstream: openal\n',
      /^models\.yaml:4: models\.a\.upstream: "openal" is not one of openai/,
    ],
    [
      'a default upstream that is not there',
      'models.yaml',
      'models: {}\ndefault_upstream: azure\n',
      /^models\.yaml:2: default_upstream: "azure" is not one of openai/,
    ],
    [
      'an upstream called like a method',
      'models.yaml',
      'default_upstream: constructor\n',
      /^models\.yaml:1: default_upstream: "constructor" is not one of openai/,
    ],
  ])('%s', (_, file, text, expected) => {
    write(file, text);
    const found = problems();
    expect(found[0]).toMatch(expected);
    expect(found).toHaveLength(1);
  });

  it('a mistake of syntax alone, and not what follows from it', () => {
    write('privacy.yaml', '# a comment\n: [broken\nmode: full\npatterns:\n  email: true\n');
    expect(problems()).toEqual([expect.stringMatching(/^privacy\.yaml:\d+: Flow sequence/)]);
  });

  it('all of a file at once, each with its line', () => {
    write('scorer_config.yaml', 'judge_temperature: hot\nthresholds:\n  overall: 2\nextra: 1\nmore: 2\n');
    const found = problems();
    expect(found.slice(0, 2)).toEqual([
      expect.stringMatching(/^scorer_config\.yaml:1: judge_temperature: /),
      expect.stringMatching(/^scorer_config\.yaml:3: thresholds\.overall: /),
    ]);
    expect(found.join('\n')).toMatch(/"extra", "more"/);
  });

  it('also of a model that names no upstream where the default is not there', () => {
    write(
      'models.yaml',
      'default_upstream: b\nupstreams:\n  a:\n    base_url: http://a.example\nmodels:\n  x: {}\n',
    );
    expect(problems().join('\n')).toContain('default_upstream: "b" is not one of a');
  });
});
