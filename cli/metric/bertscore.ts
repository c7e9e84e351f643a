import { join, resolve } from 'node:path';
import { openEmbeddingMetric, type EmbeddingMetricOptions } from '#lib/adapters/embeddings/open.ts';
import { readEnvironment } from '#lib/config/environment.ts';
import type { RawLine } from '#lib/domain/dataset/dataset-reader.ts';
import { describeIdentity } from '#lib/domain/metrics/bertscore/identity.ts';
import { bestOfReferences } from '#lib/domain/metrics/bertscore/score-tokens.ts';
import type { EmbeddingMetric } from '#lib/domain/metrics/embedding-metric.ts';
import type { PrecisionRecallF1 } from '#lib/domain/metrics/precision-recall.ts';
import { createDownloadLines } from './download-lines.ts';
import { readPair, type Pair } from './read-line.ts';
import { scoreToOutput, standardInput } from './standard-streams.ts';

export interface BertscoreOptions {
  model: string;
  layer?: number;
  idf: boolean;
  rescale: boolean;
  baseline?: PrecisionRecallF1;
  dtype: EmbeddingMetricOptions['settings']['dtype'];
}

/** Enough for the model's batches. */
const LINES_AT_ONCE = 64;

const root = resolve(import.meta.dirname, '../..');

/**
 * `lrg metric bertscore`. Values are as bert_score gives them, not clipped; of several references the best precision,
 * recall and F1 count, each for itself. With idf all lines are read, and held in memory, before the first is scored.
 */
export async function scoreBertscore(options: BertscoreOptions): Promise<number> {
  const { idf, baseline } = options;
  const lines = idf ? await readAll() : standardInput();
  const env = readEnvironment();
  const opening = await openEmbeddingMetric({
    settings: {
      kind: 'bertscore',
      model: options.model,
      layer: options.layer ?? null,
      dtype: options.dtype,
      idf,
      rescale: options.rescale || baseline !== undefined,
    },
    references: Array.isArray(lines) ? referencesOf(lines) : [],
    cacheDir: join(env.dataDir, 'models'),
    hubUrl: env.modelHubUrl,
    workerFile: join(root, 'lib/adapters/embeddings/worker.ts'),
    onProgress: createDownloadLines((text) => console.error(text)),
    baseline,
  });
  if (!opening.ok) throw new Error(`BERTScore can't be computed: ${opening.reason}`);
  const { metric } = opening;
  console.error(describeIdentity(metric.identity));
  const score = (pair: Pair) => scorePair(metric, pair);
  const code = await scoreToOutput(lines, { read: readPair, score, atOnce: LINES_AT_ONCE });
  await metric.close();
  return code;
}

async function scorePair(metric: EmbeddingMetric, { id, references, prediction }: Pair): Promise<object> {
  const [first, ...rest] = references;
  const scores = await Promise.all([
    metric.score(first, prediction),
    ...rest.map((reference) => metric.score(reference, prediction)),
  ]);
  const [one, ...others] = scores;
  return { id, ...bestOfReferences([one, ...others]) };
}

async function readAll(): Promise<RawLine[]> {
  const lines: RawLine[] = [];
  for await (const line of standardInput()) lines.push(line);
  return lines;
}

function referencesOf(lines: readonly RawLine[]): string[] {
  return lines.flatMap((line) => {
    const pair = readPair(line);
    return Array.isArray(pair) ? [] : pair.references;
  });
}
