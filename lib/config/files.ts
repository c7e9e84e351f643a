import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { IdentifiedRubric } from '#lib/domain/judge/rubric.ts';
import { promptNameSchema } from '#lib/domain/prompts/prompt-reference.ts';
import { findRubric, rubricSetting } from './rubrics.ts';
import { readAlertsConfig, type AlertsConfig } from './alerts-schema.ts';
import { budgetsSchema } from './budgets-schema.ts';
import { datasetSchema } from './dataset-schema.ts';
import { evaluationSchema, type EvaluationFile } from './evaluation-schema.ts';
import { gateSchema } from './gate-schema.ts';
import { telemetrySchema } from './telemetry-schema.ts';
import { rolloutFileSchema } from './rollout-schema.ts';
import { privacySchema, type PrivacyFile } from './privacy-schema.ts';
import { ConfigurationError, readYamlFile } from './yaml-file.ts';

const share = z.number().min(0).max(1);
const milliseconds = (fallback: number) => z.int().min(1).max(3_600_000).default(fallback);

const modelVersionSchema = z.strictObject({
  current_model: z.string().min(1).default('gpt-4.1-mini'),
  /** Prompt that /chat renders for whoever names none, in the version that its alias prod names. */
  prompt: promptNameSchema.nullable().default(null),
  baseline_model: z.string().optional(),
  prompt_template_version: z.string().optional(),
  system_prompt_hash: z.string().optional(),
  last_updated: z.union([z.string(), z.date()]).optional(),
  updated_by: z.string().optional(),
});

const shadowSchema = z.strictObject({
  shadow_percentage: z.number().min(0).max(100).default(5),
  // The Python guard wrote hash_based.
  routing_strategy: z.enum(['hash', 'hash_based']).default('hash'),
  candidate_model: z.string().min(1).nullable().default(null),
  candidate_timeout_ms: milliseconds(60_000),
  judge_timeout_ms: milliseconds(60_000),
  /** Rubric file, relative to the configuration folder; by default rubrics/shadow.yaml, else the package's own. */
  rubric: z.string().optional(),
  retries: z.int().min(0).max(20).default(5),
  retry_delay_seconds: z.int().min(1).max(3_600).default(5),
  promotion: z
    .strictObject({
      min_window_days: z.number().min(0).default(7),
      score_tolerance: share.default(0.02),
      min_samples: z.int().min(1).default(500),
      /** Undecided after so many. */
      max_samples: z.int().min(1).max(1_000_000).default(10_000),
      /** Risk of promoting a candidate that is worse by the tolerance, and of rolling back one that isn't worse. */
      alpha: z.number().gt(0).lt(0.5).default(0.05),
      /** Answers below this similarity (ROUGE-L) diverge. */
      divergence_similarity: share.default(0.3),
      /** Largest share of diverging answers that a promotion allows; null allows all. */
      max_divergence_rate: share.nullable().default(null),
      /** Exchanges of one session (else of one user) are one observation; it is over when quiet for so long. */
      session_gap_minutes: z.number().min(0).max(1_440).default(30),
    })
    .prefault({}),
  scoring: z
    .strictObject({
      // Read for the Python guard's sake; the engine follows from the environment.
      async_backend: z.string().optional(),
      queue_name: z
        .string()
        .regex(/^[\w.-]+$/, 'expected letters, digits, _ . -')
        .default('shadow_eval'),
      /** Seconds for which a finished job is kept. */
      result_ttl: z.int().min(60).default(604_800),
    })
    .prefault({}),
});

const embedderSchema = z.strictObject({
  kind: z.enum(['bertscore', 'embedding_cosine', 'none']).default('bertscore'),
  /** A hub name such as distilroberta-base, or the folder of a model in the Hugging Face layout. */
  model: z.string().min(1).default('distilroberta-base'),
  /** Hidden layer; by default the one of BERTScore's own table. */
  layer: z.int().min(0).nullable().default(null),
  dtype: z.enum(['fp32', 'fp16', 'q8', 'int8', 'uint8', 'q4']).default('fp32'),
  idf: z.boolean().default(false),
  rescale: z.boolean().default(false),
  /** Upstream of models.yaml that serves embeddings; for embedding_cosine. */
  upstream: z.string().optional(),
});

const scorerSchema = z.strictObject({
  judge_model: z.string().min(1).default('gpt-4.1'),
  judge_temperature: z.number().min(0).max(2).default(0),
  thresholds: z
    .strictObject({
      overall: share.default(0.8),
      per_category_min: share.default(0.72),
      regression_alert_delta: share.default(0.05),
    })
    .prefault({}),
  metric_weights: z
    .strictObject({
      bertscore: share.default(0.3),
      rouge_l: share.default(0.2),
      judge_score: share.default(0.5),
    })
    .prefault({}),
  mlflow: z
    .strictObject({ experiment_name: z.string().optional(), production_tag: z.string().optional() })
    .optional(),
  /** Weights in the overall score; without it those of dataset_config.yaml. */
  categories: z.array(z.strictObject({ name: z.string().min(1), weight: z.number().min(0) })).default([]),
  dataset: z.string().min(1).default('data/eval/golden_dataset.jsonl'),
  /** Rubric file, relative to the configuration folder; by default rubrics/golden.yaml, else the package's own. */
  rubric: z.string().optional(),
  /** Judgements per answer; their mean counts. */
  judge_samples: z.int().min(1).max(20).default(1),
  /** Answers per prompt, kept one by one. */
  repeats: z.int().min(1).max(100).default(1),
  /** Model calls under way at once. */
  concurrency: z.int().min(1).max(1_024).default(8),
  /** Model calls begun per minute; null is no limit. */
  requests_per_minute: z.int().min(1).nullable().default(null),
  /** A run stops, resumable, once it has used so many tokens; null is no limit. */
  max_total_tokens: z.int().min(1).nullable().default(null),
  timeout_ms: milliseconds(60_000),
  retries: z.int().min(0).max(20).default(4),
  /** Whether answers and judgements of earlier runs are used again when the request is the same. */
  cache: z.boolean().default(true),
  /** Parameters of the model call, such as temperature and max_tokens. */
  parameters: z.record(z.string(), z.unknown()).default({}),
  embedder: embedderSchema.prefault({}),
  gate: gateSchema,
});

const upstreamSchema = z.strictObject({
  base_url: z.url(),
  /** Variable whose value, where set, replaces base_url. */
  base_url_env: z.string().optional(),
  /** Variable that holds the key; without this line the upstream needs none. */
  api_key_env: z.string().optional(),
  connections: z.int().min(1).max(4_096).default(256),
  max_retries: z.int().min(0).max(10).default(2),
  connect_timeout_ms: milliseconds(5_000),
  /** Until the answer's head (for a complete answer: until the model has finished). */
  first_byte_timeout_ms: milliseconds(120_000),
  /** Between two frames of a stream. */
  idle_timeout_ms: milliseconds(60_000),
  total_timeout_ms: milliseconds(600_000),
});

const price = z.number().min(0);
const modelsSchema = z
  .strictObject({
    upstreams: z.record(z.string(), upstreamSchema).default({
      openai: upstreamSchema.parse({
        base_url: 'https://api.openai.com/v1',
        base_url_env: 'OPENAI_BASE_URL',
        api_key_env: 'OPENAI_API_KEY',
      }),
    }),
    /** Serves the models that are not listed below. */
    default_upstream: z.string().default('openai'),
    models: z
      .record(
        z.string(),
        z.strictObject({
          upstream: z.string().optional(),
          context_limit: z.int().min(1).optional(),
          /** US dollars per million tokens. */
          price_per_million: z
            .strictObject({ input: price, cached_input: price.optional(), output: price })
            .optional(),
          price_source: z.string().optional(),
        }),
      )
      .default({}),
  })
  .superRefine(({ upstreams, default_upstream: fallback, models }, ctx) => {
    const named: [string, string[]][] = [
      [fallback, ['default_upstream']],
      ...Object.entries(models).map(([name, model]): [string, string[]] => [
        model.upstream ?? fallback,
        ['models', name, 'upstream'],
      ]),
    ];
    for (const [name, path] of named) {
      if (Object.hasOwn(upstreams, name) || (name === fallback && path.length > 1)) continue;
      const known = Object.keys(upstreams).join(', ');
      ctx.addIssue({ code: 'custom', path, message: `"${name}" is not one of ${known}` });
    }
  });

export type UpstreamFile = z.output<typeof upstreamSchema>;

/** Everything in the configuration folder, validated. */
export interface ConfigFiles {
  dataset: z.output<typeof datasetSchema>;
  modelVersion: z.output<typeof modelVersionSchema>;
  shadow: z.output<typeof shadowSchema>;
  scorer: z.output<typeof scorerSchema>;
  models: z.output<typeof modelsSchema>;
  telemetry: z.output<typeof telemetrySchema>;
  budgets: z.output<typeof budgetsSchema>;
  privacy: PrivacyFile;
  evaluation: EvaluationFile;
  /** The rubrics of the scorer, of shadow evaluations and of evaluations of traffic. */
  rubrics: { golden: IdentifiedRubric; shadow: IdentifiedRubric; evaluation: IdentifiedRubric };
  alerts: AlertsConfig;
  rollout: z.output<typeof rolloutFileSchema>;
}

/**
 * Reads the folder's files; throws ConfigurationError that names file, line and path of what is wrong.
 *
 * @param builtInFolder the package's own configuration, for rubrics that the folder doesn't have
 */
export function readConfigFiles(
  folder: string,
  builtInFolder = join(import.meta.dirname, '../../config'),
): ConfigFiles {
  if (!existsSync(folder)) throw new ConfigurationError([`${folder}: there is no such folder`]);
  refuseOtherEnding(folder);
  const rubric = rubricSetting(folder);
  const shadow = readYamlFile(join(folder, 'shadow_config.yaml'), shadowSchema.extend({ rubric }));
  const scorer = readYamlFile(join(folder, 'scorer_config.yaml'), scorerSchema.extend({ rubric }));
  const evaluation = readYamlFile(
    join(folder, 'evaluation_config.yaml'),
    evaluationSchema.extend({ rubric }),
  );
  return {
    dataset: readYamlFile(join(folder, 'dataset_config.yaml'), datasetSchema),
    modelVersion: readYamlFile(join(folder, 'model_version.yaml'), modelVersionSchema),
    shadow,
    scorer,
    models: readYamlFile(join(folder, 'models.yaml'), modelsSchema),
    telemetry: readYamlFile(join(folder, 'telemetry.yaml'), telemetrySchema),
    budgets: readYamlFile(join(folder, 'budgets.yaml'), budgetsSchema),
    privacy: readYamlFile(join(folder, 'privacy.yaml'), privacySchema),
    alerts: readAlertsConfig(folder, builtInFolder),
    rollout: readYamlFile(join(folder, 'rollout.yaml'), rolloutFileSchema),
    evaluation,
    rubrics: {
      golden: findRubric('golden', scorer.rubric, folder, builtInFolder),
      shadow: findRubric('shadow', shadow.rubric, folder, builtInFolder),
      evaluation: findRubric('shadow', evaluation.rubric ?? shadow.rubric, folder, builtInFolder),
    },
  };
}

const NAMES =
  /^((dataset|evaluation|scorer|shadow)_config|alerts|budgets|model_version|models|privacy|rollout|telemetry)\.yml$/;

/** Such a file would be passed over without a word, and its settings with it: those of privacy, say. */
function refuseOtherEnding(folder: string): void {
  const problems = readdirSync(folder)
    .filter((name) => NAMES.test(name))
    .map((name) => `${join(folder, name)}: expected the name ${name.replace(/yml$/, 'yaml')}`);
  if (problems.length > 0) throw new ConfigurationError(problems);
}
