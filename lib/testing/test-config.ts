import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfigFiles, type ConfigFiles, type UpstreamFile } from '#lib/config/files.ts';

export interface ConfigChanges {
  dataset?: Partial<ConfigFiles['dataset']>;
  modelVersion?: Partial<ConfigFiles['modelVersion']>;
  shadow?: Partial<ConfigFiles['shadow']>;
  scorer?: Partial<ConfigFiles['scorer']>;
  upstream?: Partial<UpstreamFile>;
  alerts?: Partial<ConfigFiles['alerts']>;
  models?: ConfigFiles['models']['models'];
  telemetry?: Partial<ConfigFiles['telemetry']>;
  budgets?: Partial<ConfigFiles['budgets']>;
  privacy?: Partial<ConfigFiles['privacy']>;
  rollout?: Partial<ConfigFiles['rollout']>;
  evaluation?: Partial<ConfigFiles['evaluation']>;
}

/** The key with which the gateway calls the fake upstream. */
export const UPSTREAM_KEY = 'sk-upstream-secret';

/** US dollars per million tokens of every model in the test configuration. */
const PRICE = { input: 2, cached_input: 1, output: 4 };

/** The defaults, with `prod`, `candidate` and `judge` as models on one upstream that gives up quickly. */
export function testConfig(baseUrl: string, changes: ConfigChanges = {}): ConfigFiles {
  const defaults = defaultConfig();
  const priced = { price_per_million: PRICE, price_source: 'test prices' };
  return {
    dataset: { ...defaults.dataset, ...changes.dataset },
    modelVersion: {
      ...defaults.modelVersion,
      current_model: 'prod',
      prompt_template_version: 'v1.0',
      ...changes.modelVersion,
    },
    shadow: { ...defaults.shadow, candidate_model: 'candidate', ...changes.shadow },
    scorer: { ...defaults.scorer, judge_model: 'judge', ...changes.scorer },
    models: {
      default_upstream: 'fake',
      upstreams: {
        fake: {
          base_url: baseUrl,
          api_key_env: 'FAKE_KEY',
          connections: 64,
          max_retries: 2,
          connect_timeout_ms: 1_000,
          first_byte_timeout_ms: 5_000,
          idle_timeout_ms: 5_000,
          total_timeout_ms: 10_000,
          ...changes.upstream,
        },
      },
      models: changes.models ?? { prod: priced, candidate: priced, judge: priced },
    },
    privacy: { ...defaults.privacy, ...changes.privacy },
    telemetry: { ...defaults.telemetry, ...changes.telemetry },
    budgets: { ...defaults.budgets, ...changes.budgets },
    evaluation: { ...defaults.evaluation, ...changes.evaluation },
    rubrics: defaults.rubrics,
    alerts: { ...defaults.alerts, ...changes.alerts },
    rollout: { ...defaults.rollout, ...changes.rollout },
  };
}

/** What an empty configuration folder means. */
function defaultConfig(): ConfigFiles {
  const empty = mkdtempSync(join(tmpdir(), 'lrg-config-'));
  try {
    return readConfigFiles(empty);
  } finally {
    rmSync(empty, { recursive: true });
  }
}
