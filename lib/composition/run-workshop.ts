import { rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { createCheckTools } from '#lib/adapters/checks/check-tools.ts';
import { sha256Hex } from '#lib/adapters/crypto/digest.ts';
import type { DownloadProgress } from '#lib/adapters/embeddings/hub/download-file.ts';
import { readLines } from '#lib/adapters/files/read-lines.ts';
import type { ModelDirectory } from '#lib/adapters/upstream/model-directory.ts';
import type { Environment } from '#lib/config/environment.ts';
import type { ConfigFiles } from '#lib/config/files.ts';
import { ConfigurationError } from '#lib/config/yaml-file.ts';
import type { PromptTemplate } from '#lib/domain/prompts/prompt-template.ts';
import type { Context } from '#lib/services/context.ts';
import { readDataset } from '#lib/services/read-dataset.ts';
import { planRun } from '#lib/services/score-run/run-plan.ts';
import type { PlanProblem, RunChoices, RunWorkshop } from '#lib/services/score-run/run-workshop.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import { buildScorer } from './scorer.ts';

export interface RunWorkshopSetup {
  env: Environment;
  config: ConfigFiles;
  /** The prompt that a caller names; throws ConfigurationError when there is none. */
  readPrompt: (reference: string) => PromptTemplate | Promise<PromptTemplate>;
  /** Where relative paths of golden sets begin. */
  baseDir: string;
  /** The package's folder. */
  rootDir: string;
  models: ModelDirectory;
  clock: Context['clock'];
  onModelDownload: (progress: DownloadProgress) => void;
}

/** Runs of this process, with their folders under the data directory. */
export function createRunWorkshop(setup: RunWorkshopSetup): RunWorkshop {
  const { env, baseDir } = setup;
  const runDirOf = (runId: string) => join(env.dataDir, 'runs', runId);
  return {
    plan: async (runId, choices) => {
      const config = withChoices(setup.config, choices);
      const file = choices.dataset ?? config.scorer.dataset;
      const golden = await attempt('dataset', () =>
        readDataset(
          { readLines, checkTools: createCheckTools(), sha256Hex },
          isAbsolute(file) ? file : join(baseDir, file),
        ),
      );
      const template = await attempt(
        'prompt',
        () => (choices.prompt === undefined ? null : setup.readPrompt(choices.prompt)),
        (error) => error instanceof ConfigurationError,
      );
      if (!golden.ok || !template.ok)
        return { ok: false, problems: [golden, template].flatMap((item) => (item.ok ? [] : [item.problem])) };
      if (!golden.value.ok) {
        const problems = golden.value.problems.map((message) => ({ choice: 'dataset' as const, message }));
        return { ok: false, problems };
      }
      const { sample } = choices;
      const options = {
        model: choices.model ?? config.modelVersion.current_model,
        sample: sample === undefined ? null : { share: sample, seed: choices.seed ?? 0 },
        limit: choices.limit ?? null,
        tags: choices.tags,
      };
      const plan = planRun(
        { runId, config, options, template: template.value, golden: golden.value },
        sha256Hex,
      );
      return { ok: true, config, plan };
    },
    open: ({ plan, config }) => buildScorer({ ...setup, config, runDir: runDirOf(plan.runId) }),
    forget: (runId) => rm(runDirOf(runId), { recursive: true, force: true }),
  };
}

/** What an action gives, or the problem that it threw. Errors that aren't expected go on. */
async function attempt<T>(
  choice: PlanProblem['choice'],
  action: () => T | Promise<T>,
  isExpected: (error: unknown) => boolean = () => true,
): Promise<{ ok: true; value: T } | { ok: false; problem: PlanProblem }> {
  try {
    return { ok: true, value: await action() };
  } catch (error) {
    if (!isExpected(error)) throw error;
    const message = messageOf(error);
    return { ok: false, problem: { choice, message } };
  }
}

function withChoices(config: ConfigFiles, choices: RunChoices): ConfigFiles {
  const { scorer } = config;
  return {
    ...config,
    scorer: {
      ...scorer,
      repeats: choices.repeats ?? scorer.repeats,
      concurrency: choices.concurrency ?? scorer.concurrency,
      cache: (choices.cache ?? true) && scorer.cache,
    },
  };
}
