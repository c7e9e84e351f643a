import { collectEvidence } from './collect-evidence.ts';
import { decide } from './decide.ts';
import type { GateEvidence } from './evidence.ts';
import type { GateRun } from './gate-run.ts';
import type { GateSettings } from './settings.ts';
import { VERDICT_SCHEMA_VERSION, type Verdict } from './verdict.ts';

/**
 * The gate: compares a run with its baseline.
 *
 * @param baseline the run to compare with, or a sentence why there is none
 */
export function makeVerdict(
  current: GateRun,
  baseline: GateRun | { missing: string },
  settings: GateSettings,
): Verdict {
  return verdictOf(collectEvidence(current, baseline), settings);
}

/** The verdict that evidence leads to. */
export function verdictOf(evidence: GateEvidence, settings: GateSettings): Verdict {
  return { schema_version: VERDICT_SCHEMA_VERSION, ...decide(evidence, settings), settings, evidence };
}

const INCONCLUSIVE = { require_human: 3, warn: 0, block: 1 } as const;

/** Exit code of a verdict: 0 pass, 1 fail, 3 when a person has to look. */
export function exitCodeOf({ verdict, settings }: Pick<Verdict, 'verdict' | 'settings'>): 0 | 1 | 3 {
  if (verdict === 'pass') return 0;
  if (verdict === 'fail') return 1;
  if (verdict === 'invalid') return 3;
  return INCONCLUSIVE[settings.on_inconclusive];
}
