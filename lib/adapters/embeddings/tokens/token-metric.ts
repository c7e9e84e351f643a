import type { EmbeddingMetricIdentity, EmbeddingScore } from '#lib/domain/metrics/embedding-metric.ts';
import { identityOf } from '#lib/domain/metrics/bertscore/identity.ts';
import { createIdfTable } from '#lib/domain/metrics/bertscore/idf.ts';
import { findListedModel } from '#lib/domain/metrics/bertscore/layer-table.ts';
import { scoreTokens, type EmbeddedText } from '#lib/domain/metrics/bertscore/score-tokens.ts';
import type { PrecisionRecallF1 } from '#lib/domain/metrics/precision-recall.ts';
import { createGathered, type Outcome } from '../gathered.ts';
import { readModelConfig } from './model-config.ts';
import { readModelFiles, type ModelFiles } from './model-files.ts';
import { openOnnxModel, type OnnxModel } from './onnx-model.ts';
import { createTokenizer } from './tokenizer.ts';

export interface TokenMetricSettings {
  /** Null takes the listed layer, or the last one of a model that isn't listed. */
  layer: number | null;
  dtype: string;
  idf: boolean;
  rescale: boolean;
  /** Rescales by these values in place of the published ones. */
  baseline: PrecisionRecallF1 | null;
}

export interface TokenMetric {
  identity: EmbeddingMetricIdentity;
  score: (reference: string, prediction: string) => Promise<EmbeddingScore>;
  close: () => Promise<void>;
}

const CACHE_BYTES = 256 * 2 ** 20;

/** Opens BERTScore's way of scoring on a model that lies in local files. Throws with a reason for people. */
export async function openTokenMetric(
  files: ModelFiles,
  settings: TokenMetricSettings,
  references: readonly string[],
): Promise<TokenMetric> {
  const { config: configJson, tokenizer: tokenizerJson, tokenizerConfig } = await readModelFiles(files);
  const config = readModelConfig(configJson, tokenizerConfig);
  const listed = findListedModel(files.name, config.layers);
  const layer = settings.layer ?? listed?.layer ?? config.layers;
  const isListedLayer = listed?.layer === layer;
  const baseline = settings.rescale ? (settings.baseline ?? (isListedLayer ? listed.baseline : null)) : null;
  if (settings.rescale && !baseline)
    throw new Error(`there are no published rescaling values for ${files.name} at layer ${layer}`);
  const tokenizer = createTokenizer(tokenizerJson, tokenizerConfig, config);
  if (settings.idf && references.length === 0)
    throw new Error('idf weights need references to count in, and there are none');
  const idf = settings.idf ? createIdfTable(references.map((text) => tokenizer.encode(text).ids)) : null;
  const model = await openOnnxModel(files.model, layer, config.layers);

  const embeddings = createGathered<EmbeddedText>({
    make: async (texts, report) => {
      const encoded = texts.map((text, index) => ({ index, ...tokenizer.encode(text) }));
      for (const batch of batchesOf(encoded, settings.dtype)) await embed(model, batch, report);
    },
    bytesOf: ({ ids, vectors }) => vectors.byteLength + 8 * ids.length + 200,
    cacheBytes: CACHE_BYTES,
  });
  return {
    identity: identityOf({
      model: files.name,
      listed,
      layer,
      dtype: settings.dtype,
      idf: settings.idf,
      rescaled: settings.rescale,
    }),
    score: async (reference, prediction) => {
      const [wanted, given] = await Promise.all([embeddings.get(reference), embeddings.get(prediction)]);
      const { specialIds } = tokenizer;
      return scoreTokens(wanted, given, { dimensions: model.dimensions, specialIds, idf, baseline });
    },
    close: () => model.close(),
  };
}

interface Encoded {
  index: number;
  ids: readonly number[];
  truncated: boolean;
}

const BATCH_TEXTS = 32;
const BATCH_TOKENS = 4_096;

/** Texts of similar length together. Quantised models measure a whole batch for its scale, so they get one text at a time. */
function batchesOf(encoded: readonly Encoded[], dtype: string): Encoded[][] {
  const most = dtype === 'fp32' ? BATCH_TEXTS : 1;
  const batches: Encoded[][] = [];
  for (const text of [...encoded].sort((a, b) => a.ids.length - b.ids.length)) {
    const batch = batches.at(-1);
    if (batch && batch.length < most && (batch.length + 1) * text.ids.length <= BATCH_TOKENS)
      batch.push(text);
    else batches.push([text]);
  }
  return batches;
}

async function embed(
  model: OnnxModel,
  batch: readonly Encoded[],
  report: (index: number, outcome: Outcome<EmbeddedText>) => void,
): Promise<void> {
  const texts = batch.filter((text) => text.ids.length > 0);
  for (const { index, ids, truncated } of batch)
    if (ids.length === 0)
      report(index, { ok: true, value: { ids, truncated, vectors: new Float32Array(0) } });
  if (texts.length === 0) return;
  try {
    const vectors = await model.run(texts.map((text) => text.ids));
    texts.forEach(({ index, ids, truncated }, at) => {
      const value = { ids, truncated, vectors: vectors[at] ?? new Float32Array(0) };
      report(index, { ok: true, value });
    });
  } catch (error) {
    for (const { index } of texts) report(index, { ok: false, error });
  }
}
