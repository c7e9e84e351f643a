import { join } from 'node:path';
import {
  createModelDirectory,
  isUpstreamUsable,
  type ModelDirectory,
} from '#lib/adapters/upstream/model-directory.ts';
import type { Environment } from '#lib/config/environment.ts';
import type { ConfigFiles } from '#lib/config/files.ts';
import { sleep } from './sleep.ts';

/** The models of this process; starts the simulator if an upstream has no key. */
export async function buildModels(
  env: Environment,
  config: ConfigFiles,
  rootDir: string,
): Promise<ModelDirectory> {
  const needsSimulator = Object.values(config.models.upstreams).some(
    (file) => !isUpstreamUsable(file, env.variable),
  );
  const simulator = needsSimulator ? await startSimulator(env, rootDir) : null;
  const directory = createModelDirectory({
    models: config.models,
    variable: env.variable,
    simulatorBaseUrl: simulator?.baseUrl ?? null,
    sleep,
  });
  return {
    ...directory,
    close: async () => {
      await directory.close();
      await simulator?.close();
    },
  };
}

async function startSimulator(env: Environment, rootDir: string) {
  // Loaded when it is needed alone: commands that use real models start sooner.
  const { loadKnowledge, startSimulatorServer } = await import('#lib/adapters/simulator/server.ts');
  const knowledge = await loadKnowledge(join(rootDir, 'data/raw/prompts.jsonl'));
  return startSimulatorServer({ host: '127.0.0.1', port: 0, knowledge, timeScale: env.simulatorTimeScale });
}
