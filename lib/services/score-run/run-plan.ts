import type { ConfigFiles } from '#lib/config/files.ts';
import { contentHash } from '#lib/domain/dataset/content-hash.ts';
import type { Example } from '#lib/domain/dataset/example.ts';
import { stratifiedSample } from '#lib/domain/dataset/sample.ts';
import type { IdentifiedRubric } from '#lib/domain/judge/rubric.ts';
import { promptVersion, type PromptTemplate } from '#lib/domain/prompts/prompt-template.ts';
import { canonicalJson } from '#lib/domain/text/canonical-json.ts';

/** What the caller of a run may choose. Everything else comes from the configuration. */
export interface RunOptions {
  model: string;
  sample: { share: number; seed: number } | null;
  /** The first so many examples, after sampling. */
  limit: number | null;
  tags: Record<string, string>;
}

/** All that decides what a run asks and how it scores; made of it twice, the same run comes out. */
export interface RunPlan {
  runId: string;
  model: string;
  template: PromptTemplate | null;
  promptVersion: string | null;
  examples: readonly Example[];
  /** Hash of the examples that are scored, and of the golden set that they were taken from. */
  datasetHash: string;
  goldenHash: string;
  sample: string | null;
  rubric: IdentifiedRubric;
  categoryWeights: ReadonlyMap<string, number>;
  tags: Record<string, string>;
  /** Hash of the plan without its id: a resumed run must still have the same. */
  fingerprint: string;
}

export interface PlanInput {
  runId: string;
  config: ConfigFiles;
  options: RunOptions;
  template: PromptTemplate | null;
  golden: { examples: readonly Example[]; hash: string };
}

/** Makes the plan of a run. */
export function planRun(input: PlanInput, sha256Hex: (text: string) => string): RunPlan {
  const { config, options, template, golden } = input;
  const { golden: rubric } = config.rubrics;
  const { sample, limit } = options;
  const sampled = sample
    ? stratifiedSample(golden.examples, sample.share, sample.seed, sha256Hex)
    : golden.examples;
  const examples = limit === null ? sampled : sampled.slice(0, limit);
  const isWhole = examples.length === golden.examples.length;
  const datasetHash = isWhole ? golden.hash : contentHash(examples, sha256Hex);
  const { scorer } = config;
  const fingerprint = sha256Hex(
    canonicalJson([
      { datasetHash, model: options.model, template, rubric: rubric.hash },
      { judge: scorer.judge_model, temperature: scorer.judge_temperature, samples: scorer.judge_samples },
      { repeats: scorer.repeats, parameters: scorer.parameters, embedder: scorer.embedder },
      { metrics: scorer.metric_weights, categories: [...categoryWeights(config)] },
    ]),
  );
  return {
    runId: input.runId,
    model: options.model,
    template,
    promptVersion: template
      ? promptVersion(template, sha256Hex)
      : (config.modelVersion.prompt_template_version ?? null),
    examples,
    datasetHash,
    goldenHash: golden.hash,
    sample: sampleLabel(options, isWhole),
    rubric,
    categoryWeights: categoryWeights(config),
    tags: options.tags,
    fingerprint,
  };
}

function sampleLabel({ sample, limit }: RunOptions, isWhole: boolean): string | null {
  if (isWhole) return null;
  const parts = [
    sample ? `${sample.share * 100}% of each category, seed ${sample.seed}` : null,
    limit === null ? null : `first ${limit}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** Weights of the scorer's own file go before those of the dataset's. */
function categoryWeights({ scorer, dataset }: ConfigFiles): ReadonlyMap<string, number> {
  return new Map(
    [...dataset.categories, ...scorer.categories].map(({ name, weight }) => [name, weight] as const),
  );
}
