import type { RunVerdict } from '#lib/contracts/verdicts.ts';
import { exitCodeOf, verdictOf } from '#lib/domain/gate/make-verdict.ts';
import { scorecard } from '#lib/domain/gate/scorecard.ts';
import type { GateSettings } from '#lib/domain/gate/settings.ts';
import type { Verdict } from '#lib/domain/gate/verdict.ts';
import { settingsWith, simulatedEvidence, type SimulatedSet } from './gate-runs.ts';

const SET: SimulatedSet = {
  ...{ categories: 5, n: 30, repeats: { baseline: 3, current: 3 }, noise: 0.05, spread: 0.02 },
  ...{ drop: 0, seed: 'screens' },
};

/** A verdict that the gate really makes, of scores with a known truth. */
export function simulatedVerdict(
  set: Partial<SimulatedSet> = {},
  settings: Partial<GateSettings> = { rule: 'statistical' },
): Verdict {
  return verdictOf(simulatedEvidence({ ...SET, ...set }), settingsWith(settings));
}

/** The same as the API gives it. */
export function runVerdictOf(verdict: Verdict): RunVerdict {
  const { evidence, ...document } = verdict;
  return {
    id: '0199d3a0-0000-7000-8000-0000000000f1',
    created_at: '2026-11-20T10:00:00.000Z',
    created_by: 'ci',
    run_id: '0199d3a0-0000-7000-8000-0000000000f2',
    model: evidence.current.model,
    prompt_version: evidence.current.prompt_version,
    is_simulated: evidence.current.is_simulated,
    baseline_run_id: evidence.baseline ? '0199d3a0-0000-7000-8000-0000000000f3' : null,
    baseline_model: evidence.baseline?.model ?? null,
    verdict: verdict.verdict,
    rule: verdict.rule,
    reasons: verdict.reasons,
    exit_code: exitCodeOf(verdict),
    overall: verdict.overall.current,
    overall_delta: verdict.overall.delta,
    repository: 'acme/assistant',
    commit: '0123456789abcdef0123456789abcdef01234567',
    branch: 'shorter-answers',
    pull_request: 42,
    url: 'http://127.0.0.1/runs/0199d3a0-0000-7000-8000-0000000000f2/verdict',
    scorecard_markdown: scorecard(verdict, () => null),
    document: { ...document, evidence: null },
  };
}
