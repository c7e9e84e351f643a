import type { ConfigFiles } from '#lib/config/files.ts';
import type { RunPlan } from './run-plan.ts';
import type { ScorerContext } from './scorer-context.ts';

/** What a caller may choose about a run; the rest comes from the configuration files. */
export interface RunChoices {
  /** current_model of model_version.yaml by default. */
  model?: string | undefined;
  /** A prompt's name, `name@hash` or `name@alias`; for `lrg score` a file too. */
  prompt?: string | undefined;
  /** Golden set; that of scorer_config.yaml by default. */
  dataset?: string | undefined;
  /** Share of each category, above 0, at most 1. */
  sample?: number | undefined;
  seed?: number | undefined;
  limit?: number | undefined;
  repeats?: number | undefined;
  concurrency?: number | undefined;
  cache?: boolean | undefined;
  tags: Record<string, string>;
}

/** A run that could begin. */
export interface PlannedRun {
  plan: RunPlan;
  /** The files' configuration with the run's choices in it. */
  config: ConfigFiles;
}

/** Why a run can't begin; `choice` names the choice that is wrong, where it is one. */
export interface PlanProblem {
  choice: 'prompt' | 'dataset' | null;
  message: string;
}

export type Planning = ({ ok: true } & PlannedRun) | { ok: false; problems: PlanProblem[] };

/** Prepares runs: reads golden set, prompt and rubric, and opens what scoring takes from the outside. */
export interface RunWorkshop {
  /** Problems are for people: a file that isn't there, a golden set with errors. */
  plan: (runId: string, choices: RunChoices) => Promise<Planning>;
  open: (planned: PlannedRun) => Promise<{ ctx: ScorerContext; close: () => Promise<void> }>;
  /** Lets go of what only a run that goes on would need. */
  forget: (runId: string) => Promise<void>;
}
