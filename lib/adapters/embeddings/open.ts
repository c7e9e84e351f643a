import { existsSync, statSync } from 'node:fs';
import type { ConfigFiles } from '#lib/config/files.ts';
import type { EmbeddingMetricOpening } from '#lib/domain/metrics/embedding-metric.ts';
import type { PrecisionRecallF1 } from '#lib/domain/metrics/precision-recall.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import { createCosineMetric, type EmbeddingsUpstream } from './cosine-metric.ts';
import type { DownloadProgress } from './hub/download-file.ts';
import { fetchHubModel } from './hub/fetch-model.ts';
import { findLocalModel } from './tokens/model-files.ts';
import { startMetricWorker } from './tokens/start-worker.ts';

export interface EmbeddingMetricOptions {
  settings: ConfigFiles['scorer']['embedder'];
  /** Texts that idf weights are counted in; only read with `settings.idf`. */
  references: readonly string[];
  /** Folder that downloaded models are kept in. */
  cacheDir: string;
  hubUrl: string;
  /** The model's thread, `worker.ts` beside this file. */
  workerFile: string;
  onProgress?: (progress: DownloadProgress) => void;
  /** Serves the embeddings of `embedding_cosine`. */
  upstream?: EmbeddingsUpstream | undefined;
  /** Rescales by these values in place of the published ones. */
  baseline?: PrecisionRecallF1 | undefined;
  /** Milliseconds to wait for a connection to the hub (10 s), and for the next byte from it (30 s). */
  connectTimeoutMs?: number;
  stallTimeoutMs?: number;
}

/** Opens the configured embedding metric, downloading its model if need be. Never rejects: says why there is none. */
export async function openEmbeddingMetric(options: EmbeddingMetricOptions): Promise<EmbeddingMetricOpening> {
  try {
    switch (options.settings.kind) {
      case 'none':
        return { ok: false, reason: 'no embedding metric is configured' };
      case 'embedding_cosine':
        return await openCosine(options);
      case 'bertscore':
        return await openTokens(options);
    }
  } catch (error) {
    return { ok: false, reason: messageOf(error) };
  }
}

async function openCosine({ upstream }: EmbeddingMetricOptions): Promise<EmbeddingMetricOpening> {
  if (!upstream)
    return {
      ok: false,
      reason: 'embedding_cosine needs an upstream that serves embeddings, and none is configured',
    };
  const metric = createCosineMetric(upstream);
  try {
    await metric.score('ready', 'ready'); // better to learn now that nobody answers than once for every example
  } catch (error) {
    const why = messageOf(error);
    return { ok: false, reason: `${upstream.model} at ${upstream.baseUrl} gives no embeddings: ${why}` };
  }
  return { ok: true, metric };
}

async function openTokens(options: EmbeddingMetricOptions): Promise<EmbeddingMetricOpening> {
  const { settings, references, cacheDir, hubUrl } = options;
  const { model, dtype, layer, idf, rescale } = settings;
  const files = isFolder(model)
    ? findLocalModel(model, dtype)
    : await fetchHubModel(model, dtype, {
        hubUrl,
        cacheDir,
        onProgress: options.onProgress ?? (() => undefined),
        connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
        stallTimeoutMs: options.stallTimeoutMs ?? 30_000,
      });
  return startMetricWorker(options.workerFile, {
    files,
    settings: { layer, dtype, idf, rescale, baseline: options.baseline ?? null },
    references: idf ? references : [],
  });
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
