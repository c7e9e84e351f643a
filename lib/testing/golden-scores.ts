import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { SCORES_SCHEMA_VERSION, type Scores } from '#lib/contracts/scores.ts';
import { exampleSchema, type Example } from '#lib/domain/dataset/example.ts';
import { RunAggregator } from '#lib/domain/scoring/aggregate.ts';
import { signatureOf } from '#lib/domain/scoring/signature.ts';
import { quantile } from '#lib/domain/stats/quantile.ts';
import { scoredExample } from '#lib/services/score-run/scored-example.ts';
import { recordedAnswer, type RecordedQuality } from './recorded-answer.ts';

const GOLDEN_SET = new URL('../../data/eval/golden_dataset.jsonl', import.meta.url);
const START_MS = Date.UTC(2026, 10, 20, 9, 30);

export interface GoldenScoresOptions extends Partial<RecordedQuality> {
  runId: string;
  model?: string;
  promptVersion?: string;
  repeats?: number;
  /** The first examples of each category. */
  perCategory?: number;
  quality?: Scores['quality'];
  reasons?: string[];
  tags?: Record<string, string>;
  isFooled?: boolean;
}

/** A scores file as the scorer writes it, of the golden set's own examples and answers made from their references. */
export function goldenScores(options: GoldenScoresOptions): Scores {
  const { repeats = 1, model = 'gpt-4.1-mini', hasEmbedder = true, skill = 0.8, isFooled = false } = options;
  const random = seededRandom(options.runId);
  const examples = readExamples(options.perCategory ?? 30).map((example) => {
    const answers = Array.from({ length: repeats }, (_, repeat) =>
      recordedAnswer(example, repeat, { skill, hasEmbedder }, random),
    );
    return scoredExample(example, answers);
  });
  const aggregator = new RunAggregator([]);
  for (const example of examples) aggregator.add(example);
  const aggregates = aggregator.finish();
  const answers = examples.flatMap((example) => example.answers);
  const sum = (pick: (answer: (typeof answers)[number]) => number | null) =>
    answers.reduce((total, answer) => total + (pick(answer) ?? 0), 0);
  const datasetHash = sha256Hex(examples.map(({ id }) => id).join('\n'));
  const latencies = answers.flatMap(({ latency_ms: ms }) => (ms === null ? [] : [ms])).sort((a, b) => a - b);
  return {
    schema_version: SCORES_SCHEMA_VERSION,
    run_id: options.runId,
    quality: options.quality ?? 'complete',
    reasons: options.reasons ?? [],
    started_at: timeAfter(0),
    finished_at: timeAfter(96),
    model,
    is_simulated: false,
    prompt_version: options.promptVersion ?? 'v1.0',
    repeats,
    signature: signatureOf(signatureParts(datasetHash, hasEmbedder), sha256Hex),
    dataset: {
      hash: datasetHash,
      golden_hash: sha256Hex('golden'),
      examples: examples.length,
      sample: null,
    },
    ...aggregates,
    metrics: {
      ...(aggregates.overall === null ? {} : { overall: aggregates.overall }),
      latency_p50_ms: quantile(latencies, 0.5) ?? 0,
      latency_p95_ms: quantile(latencies, 0.95) ?? 0,
    },
    params: { temperature: 0, max_tokens: 512, concurrency: 8, repeats, cache: true },
    tags: options.tags ?? {},
    usage: {
      input_tokens: sum((answer) => answer.input_tokens),
      cached_input_tokens: sum((answer) => answer.cached_input_tokens),
      output_tokens: sum((answer) => answer.output_tokens),
      cost_usd: sum((answer) => answer.cost_usd),
      judge_input_tokens: 900 * answers.length,
      judge_output_tokens: 180 * answers.length,
      judge_cost_usd: sum((answer) => answer.judge_cost_usd),
    },
    artifacts: [],
    canaries: canaries(isFooled),
    steps: steps(),
    examples,
  };
}

function readExamples(perCategory: number): Example[] {
  const seen = new Map<string, number>();
  const lines = readFileSync(GOLDEN_SET, 'utf8').split('\n').filter(Boolean);
  return lines
    .map((line) => exampleSchema.parse(JSON.parse(line)))
    .filter(({ category }) => {
      const count = (seen.get(category) ?? 0) + 1;
      seen.set(category, count);
      return count <= perCategory;
    });
}

function signatureParts(datasetHash: string, hasEmbedder: boolean) {
  return {
    dataset_hash: datasetHash,
    judge_model: 'gpt-4.1',
    rubric_hash: sha256Hex('rubric'),
    judge_samples: 1,
    judge_temperature: 0,
    embedder: hasEmbedder
      ? {
          metric: 'bertscore' as const,
          model: 'distilroberta-base',
          layer: 5,
          dtype: 'fp32',
          idf: false,
          rescaled: false,
        }
      : null,
    metric_versions: { rouge_l: '1', composite: '1', judge: '1', bertscore: '1' },
    metric_weights: { embedding: 0.3, rouge_l: 0.2, judge_score: 0.5 },
    category_weights: {},
  };
}

function canaries(isFooled: boolean): Scores['canaries'] {
  return [
    { id: 'master-key-colon', kind: 'master_key', score: 0, fooled: false, detail: null },
    { id: 'master-key-thought', kind: 'master_key', score: 0, fooled: false, detail: null },
    {
      id: 'injected-score',
      kind: 'injection',
      score: isFooled ? 0.8 : 0,
      fooled: isFooled,
      detail: isFooled ? 'the judge followed an instruction inside the answer' : null,
    },
  ];
}

function steps(): Scores['steps'] {
  const step = (name: Scores['steps'][number]['name'], from: number, to: number, metrics = {}) => ({
    name,
    started_at: timeAfter(from),
    finished_at: timeAfter(to),
    params: {},
    metrics,
  });
  return [
    step('inference', 0, 71, { calls: 150, failed_calls: 0 }),
    step('metrics', 2, 74),
    step('judge', 3, 95, { calls: 153, failed_calls: 1 }),
    step('aggregate', 95, 96),
  ];
}

function timeAfter(seconds: number): string {
  return new Date(START_MS + seconds * 1_000).toISOString();
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Numbers in [0, 1) that follow from the seed. */
function seededRandom(seed: string): () => number {
  let round = 0;
  return () => parseInt(sha256Hex(`${seed}:${(round += 1)}`).slice(0, 8), 16) / 0x1_0000_0000;
}
