import type { ConfigFiles, UpstreamFile } from '#lib/config/files.ts';
import type { Price } from '#lib/domain/cost/price.ts';
import { createUpstreamClient, type UpstreamClient, type UpstreamOptions } from './upstream-client.ts';

/** Where a model is served and what it costs. */
export interface ModelRoute {
  /** The name that the upstream knows. */
  model: string;
  /** The name in answers, logs and charts: says so when the answer comes from the simulator. */
  label: string;
  upstream: UpstreamClient;
  baseUrl: string;
  apiKey: string | null;
  price: Price | null;
  isSimulated: boolean;
}

export interface ModelDirectory {
  /** Route of any model; one that isn't configured goes to the default upstream at unknown price. */
  route: (model: string) => ModelRoute;
  /** The configured models. */
  names: readonly string[];
  /** Whether any upstream is replaced by the simulator. */
  isSimulating: boolean;
  close: () => Promise<void>;
}

export interface ModelDirectoryOptions {
  models: ConfigFiles['models'];
  variable: (name: string) => string | null;
  /** Base URL of the simulator; asked for only when an upstream has no key. */
  simulatorBaseUrl: string | null;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

const SIMULATED = 'simulated/';

/** Whether an upstream can be called for real: its key is there, it needs none, or its address was set by hand. */
export function isUpstreamUsable(file: UpstreamFile, variable: (name: string) => string | null): boolean {
  if (file.api_key_env === undefined || variable(file.api_key_env) !== null) return true;
  return file.base_url_env !== undefined && variable(file.base_url_env) !== null;
}

export function createModelDirectory(options: ModelDirectoryOptions): ModelDirectory {
  const { models, variable } = options;
  const upstreams = new Map(
    Object.entries(models.upstreams).map(([name, file]) => {
      const isSimulated = !isUpstreamUsable(file, variable);
      const settings = isSimulated
        ? { name: 'simulator', baseUrl: options.simulatorBaseUrl ?? '', apiKey: null, ...limitsOf(file) }
        : {
            name,
            baseUrl: (file.base_url_env ? variable(file.base_url_env) : null) ?? file.base_url,
            apiKey: file.api_key_env ? variable(file.api_key_env) : null,
            ...limitsOf(file),
          };
      return [
        name,
        { settings, isSimulated, client: createUpstreamClient(settings, options.sleep) },
      ] as const;
    }),
  );

  function build(model: string): ModelRoute {
    const entry = models.models[model];
    const name = entry?.upstream ?? models.default_upstream;
    const upstream = upstreams.get(name);
    if (!upstream) throw new Error(`no upstream ${name}`); // the configuration was checked for this
    const { settings, isSimulated, client } = upstream;
    return {
      model,
      label: isSimulated && !model.startsWith(SIMULATED) ? SIMULATED + model : model,
      upstream: client,
      baseUrl: settings.baseUrl,
      apiKey: settings.apiKey,
      price: priceOf(entry, isSimulated),
      isSimulated,
    };
  }

  const routes = new Map(Object.keys(models.models).map((model) => [model, build(model)]));
  return {
    route: (model) => routes.get(model) ?? build(model),
    names: [...routes.keys()],
    isSimulating: [...upstreams.values()].some(({ isSimulated }) => isSimulated),
    close: async () => {
      await Promise.all([...upstreams.values()].map(({ client }) => client.close()));
    },
  };
}

function limitsOf(file: UpstreamFile): Omit<UpstreamOptions, 'name' | 'baseUrl' | 'apiKey'> {
  return {
    connections: file.connections,
    maxRetries: file.max_retries,
    connectTimeoutMs: file.connect_timeout_ms,
    firstByteTimeoutMs: file.first_byte_timeout_ms,
    idleTimeoutMs: file.idle_timeout_ms,
    totalTimeoutMs: file.total_timeout_ms,
  };
}

function priceOf(
  entry: ConfigFiles['models']['models'][string] | undefined,
  isSimulated: boolean,
): Price | null {
  const price = entry?.price_per_million;
  if (!price) return null;
  const source = entry.price_source ?? 'config/models.yaml';
  return {
    inputPerMillionUsd: price.input,
    ...(price.cached_input === undefined ? {} : { cachedInputPerMillionUsd: price.cached_input }),
    outputPerMillionUsd: price.output,
    source: isSimulated ? `simulated: nothing was billed (${source})` : source,
  };
}
