'use client';

import { createContext, useContext, type ReactNode } from 'react';

/** What the server's configuration and the person's role say about rollouts. */
export interface RolloutSettings {
  /** May start rollouts, move them, lift a freeze and switch things off. */
  canWrite: boolean;
  /** Those that models.yaml lists. */
  models: readonly string[];
}

const Settings = createContext<RolloutSettings | null>(null);

interface ProviderProps {
  settings: RolloutSettings;
  children: ReactNode;
}

export function RolloutSettingsProvider({ settings, children }: ProviderProps) {
  return <Settings value={settings}>{children}</Settings>;
}

export function useRolloutSettings(): RolloutSettings {
  const settings = useContext(Settings);
  if (!settings) throw new Error('useRolloutSettings: expected to be inside RolloutSettingsProvider');
  return settings;
}
