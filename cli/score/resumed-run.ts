import type { createRunFolders, RunRecord } from '#lib/adapters/runs/run-folders.ts';
import type { ScoreOptions } from './score-options.ts';

/** Options that make up the run: a resumed one keeps those that it began with. */
const RUN_OPTIONS = [
  'model',
  'prompt',
  'dataset',
  'config',
  'sample',
  'seed',
  'limit',
  'repeats',
  'cache',
  'tag',
] as const satisfies (keyof ScoreOptions)[];

/** The options that a run's record keeps. */
export function recordedOptions(options: ScoreOptions): Record<string, unknown> {
  return Object.fromEntries(RUN_OPTIONS.map((name) => [name, options[name]]));
}

/**
 * The run that `--resume` names, or null without it. Throws when there is none, or when options are given that it has
 * settled already.
 */
export async function findResumedRun(
  asked: ScoreOptions,
  isGiven: (option: string) => boolean,
  folders: ReturnType<typeof createRunFolders>,
): Promise<RunRecord | null> {
  if (asked.resume === undefined) return null;
  const extra = RUN_OPTIONS.find(isGiven);
  if (extra) throw new Error(`--resume goes on with the run's own options: leave out --${extra}`);
  if (asked.resume === true) {
    const latest = await folders.latestUnfinished();
    if (!latest) throw new Error('there is no stopped run to resume');
    return latest;
  }
  const named = await folders.load(asked.resume);
  if (!named) throw new Error(`there is no run ${asked.resume} to resume`);
  if (named.status === 'finished') throw new Error(`run ${named.run_id} is finished: nothing to resume`);
  return named;
}
