import type { Rollout } from '#lib/contracts/rollouts.ts';
import type { Candidate } from '#lib/domain/rollout/plan.ts';
import { ROLLOUT_STATUSES, type RolloutStatus } from '#lib/domain/rollout/state.ts';

/** What a status is called, and what it means for traffic. */
export interface RolloutStatusWords {
  label: string;
  meaning: string;
}

const WORDS: Record<RolloutStatus, RolloutStatusWords> = {
  running: {
    label: 'Running',
    meaning: 'The candidate answers its share of traffic, and its health decides about the next step.',
  },
  paused: {
    label: 'Paused',
    meaning: 'The candidate keeps its share; no next step until somebody resumes it. Trouble still ends it.',
  },
  promoted: { label: 'Promoted', meaning: 'The candidate became production.' },
  rolled_back: {
    label: 'Rolled back',
    meaning: 'The candidate was taken back by itself; production answers everything.',
  },
  aborted: { label: 'Aborted', meaning: 'Somebody ended it; production answers everything.' },
};

export function rolloutStatusWords(status: RolloutStatus): RolloutStatusWords {
  return WORDS[status];
}

/** The filter of the list, `all` first. */
export const ROLLOUT_FILTERS = [
  { id: 'all', label: 'All' },
  ...ROLLOUT_STATUSES.map((id) => ({ id, label: WORDS[id].label })),
] as const;

/** Whether the candidate is in traffic, so that anything may change by itself. */
export function isActive({ status }: Pick<Rollout, 'status'>): boolean {
  return status === 'running' || status === 'paused';
}

/** What a rollout brings: a model, a version of a prompt, or both. */
export function candidateName({ model, prompt }: Candidate): string {
  return [model, prompt && `prompt ${promptName(prompt)}`].filter((part) => part !== null).join(' + ');
}

/** What it is compared with. */
export function controlName({ control, candidate }: Pick<Rollout, 'control' | 'candidate'>): string {
  if (candidate.prompt === null || control.prompt_version === null) return control.model;
  const version = `prompt ${promptName({ name: candidate.prompt.name, version: control.prompt_version })}`;
  return candidate.model === null ? version : `${control.model} + ${version}`;
}

/** Versions begin with the prompt's name as a rule, which needs no saying twice. */
function promptName({ name, version }: NonNullable<Candidate['prompt']>): string {
  return version.startsWith(`${name}@`) ? version : `${name} ${version}`;
}
