import { join } from 'node:path';
import { openCallStore } from '#lib/adapters/calls/call-store.ts';
import { createCheckTools } from '#lib/adapters/checks/check-tools.ts';
import { createIdSource, randomHex, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { openEmbeddingMetric } from '#lib/adapters/embeddings/open.ts';
import type { DownloadProgress } from '#lib/adapters/embeddings/hub/download-file.ts';
import { createChatModels } from '#lib/adapters/llm/chat-models.ts';
import type { ModelDirectory } from '#lib/adapters/upstream/model-directory.ts';
import type { Environment } from '#lib/config/environment.ts';
import type { ConfigFiles, UpstreamFile } from '#lib/config/files.ts';
import type { Context } from '#lib/services/context.ts';
import type { ScorerContext } from '#lib/services/score-run/scorer-context.ts';

export interface ScorerSetup {
  env: Environment;
  /** With the run's own choices in place of the files' defaults. */
  config: ConfigFiles;
  models: ModelDirectory;
  clock: Context['clock'];
  /** The run's folder. */
  runDir: string;
  /** The package's folder. */
  rootDir: string;
  onModelDownload: (progress: DownloadProgress) => void;
}

/** What a run of the scorer takes from the outside. Connections to models are its own and end with it. */
export async function buildScorer(
  setup: ScorerSetup,
): Promise<{ ctx: ScorerContext; close: () => Promise<void> }> {
  const { env, config, models, clock } = setup;
  const { scorer } = config;
  const calls = await openCallStore({
    runDir: join(setup.runDir, 'calls'),
    cacheDir: scorer.cache ? join(env.dataDir, 'call-cache') : null,
    name: createIdSource()(clock.nowMs()),
  });
  // A connection is free a moment after its answer has come; the next call must not wait for that.
  const chatModels = createChatModels(clock.elapsedMs, 2 * scorer.concurrency);
  return {
    ctx: {
      config,
      models,
      chatModels,
      clock,
      random: { hex: randomHex },
      sha256Hex,
      checkTools: createCheckTools(),
      calls,
      openEmbedding: (references) =>
        openEmbeddingMetric({
          settings: scorer.embedder,
          references,
          cacheDir: join(env.dataDir, 'models'),
          hubUrl: env.modelHubUrl,
          workerFile: join(setup.rootDir, 'lib/adapters/embeddings/worker.ts'),
          upstream: embeddingsUpstream(setup),
          onProgress: setup.onModelDownload,
        }),
    },
    close: async () => {
      await chatModels.close();
      await calls.close();
    },
  };
}

/** Who serves the embeddings of `embedding_cosine`: the upstream that is named, else the default one. */
function embeddingsUpstream({ env, config, models }: ScorerSetup) {
  const { embedder } = config.scorer;
  const named = embedder.upstream === undefined ? null : config.models.upstreams[embedder.upstream];
  if (embedder.upstream !== undefined && !named) return undefined;
  const { baseUrl, apiKey } = named ? upstreamAccess(named, env) : models.route(embedder.model);
  return { baseUrl, apiKey, model: embedder.model };
}

function upstreamAccess(file: UpstreamFile, env: Environment) {
  return {
    baseUrl: (file.base_url_env ? env.variable(file.base_url_env) : null) ?? file.base_url,
    apiKey: file.api_key_env ? env.variable(file.api_key_env) : null,
  };
}
