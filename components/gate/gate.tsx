'use client';

import type { GateSettings } from '#lib/domain/gate/settings.ts';
import { BaselinePanel } from './baseline-panel.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { VerdictsPanel } from './verdicts-panel.tsx';

interface GateProps {
  settings: GateSettings;
  /** May promote runs. */
  canWrite: boolean;
}

/** The quality gate: what it compares with, by which rules, and what it said. */
export function Gate({ settings, canWrite }: GateProps) {
  return (
    <div className="flex flex-col gap-4">
      <BaselinePanel canWrite={canWrite} />
      <SettingsPanel settings={settings} />
      <VerdictsPanel />
    </div>
  );
}
