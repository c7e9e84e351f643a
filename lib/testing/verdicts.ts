import { verdictOf } from '#lib/domain/gate/make-verdict.ts';
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
