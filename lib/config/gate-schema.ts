import { gateOptionsSchema, type GateSettings } from '#lib/domain/gate/settings.ts';

/** `gate` of scorer_config.yaml. */
export const gateSchema = gateOptionsSchema.prefault({});

type Options = Omit<GateSettings, 'thresholds' | 'allow_incomparable'>;

/** The gate's settings from the scorer's configuration, and what the command line says otherwise. */
export function gateSettings(
  scorer: { gate: Options; thresholds: GateSettings['thresholds'] },
  changes: Partial<GateSettings>,
): GateSettings {
  return { ...scorer.gate, thresholds: scorer.thresholds, allow_incomparable: false, ...changes };
}
